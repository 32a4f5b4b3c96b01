package org.gatehouse.server.passkey;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.server.directory.AccountErasure;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.secrets.MasterKey;
import org.gatehouse.server.secrets.Seal;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.stereotype.Component;

/** The table of passkeys. Names are encrypted, bound to their row: people write into them what they like. */
@Component
class PasskeyRows implements AccountErasure {

    private static final String LIST =
            "SELECT * FROM passkey WHERE realm_id = ? AND account_id = ? ORDER BY added_at, id";

    private static final String FIND = "SELECT * FROM passkey WHERE realm_id = ? AND credential_id = ?";

    private static final String ADD = """
            INSERT INTO passkey (realm_id, id, account_id, credential_id, name_sealed, public_key, attestation, aaguid,
                                 sign_count, transports, user_verified, backup_eligible, backed_up, added_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    // WebAuthn section 7.2, step 22: without a counter both are zero; copies of a passkey that is meant to be on
    // several
    // devices may count apart from each other
    private static final String USED = """
            UPDATE passkey SET sign_count = ?, backed_up = ?, last_used_at = ?
             WHERE realm_id = ? AND id = ? AND (sign_count < ? OR (sign_count = 0 AND ? = 0) OR backup_eligible)
            """;

    private static final String RENAME =
            "UPDATE passkey SET name_sealed = ? WHERE realm_id = ? AND account_id = ? AND id = ?";

    private static final String REMOVE = "DELETE FROM passkey WHERE realm_id = ? AND account_id = ? AND id = ?";

    private static final String ERASE = "DELETE FROM passkey WHERE realm_id = ? AND account_id = ?";

    private static final String ERASE_OWNER = "DELETE FROM passkey_owner WHERE realm_id = ? AND account_id = ?";

    private static final String ERASE_CHALLENGES =
            "DELETE FROM passkey_challenge WHERE realm_id = ? AND account_id = ?";

    private final JdbcClient jdbc;
    private final Seal seal;

    PasskeyRows(JdbcClient jdbc, MasterKey masterKey) {
        this.jdbc = jdbc;
        this.seal = Seal.of(masterKey, "passkey/names");
    }

    /**
     * A row with what only verifying needs.
     *
     * @param publicKey in COSE
     * @param attestation the attestation object, of the kind that says nothing about the authenticator's maker
     */
    record Row(Passkey passkey, Bytes publicKey, Bytes attestation, long signCount) {}

    /** The oldest first. */
    List<Row> of(Realm realm, UUID account) {
        return jdbc.sql(LIST)
                .params(realm.id(), account)
                .query((row, number) -> row(realm, row))
                .list();
    }

    Optional<Row> find(Realm realm, Bytes credentialId) {
        return jdbc.sql(FIND)
                .params(realm.id(), credentialId.getBytes())
                .query((row, number) -> row(realm, row))
                .optional();
    }

    /** @throws org.springframework.dao.DuplicateKeyException when somebody in the realm has the credential */
    void add(Realm realm, Row row) {
        Passkey passkey = row.passkey();
        jdbc.sql(ADD)
                .params(realm.id(), passkey.id(), passkey.account())
                .param(passkey.credentialId().getBytes())
                .param(seal(realm, passkey.id(), passkey.name()))
                .params(row.publicKey().getBytes(), row.attestation().getBytes())
                .param(passkey.aaguid())
                .params(row.signCount(), String.join(" ", passkey.transports()))
                .params(passkey.userVerified(), passkey.backupEligible(), passkey.backedUp())
                .param(Timestamp.from(passkey.addedAt()))
                .update();
    }

    /** False when the counter says that there is a copy of a passkey that cannot be copied; nothing was written then. */
    boolean used(Realm realm, Passkey passkey, long signCount, boolean backedUp, Instant now) {
        return jdbc.sql(USED)
                        .params(signCount, backedUp, Timestamp.from(now), realm.id(), passkey.id())
                        .params(signCount, signCount)
                        .update()
                == 1;
    }

    boolean rename(Realm realm, UUID account, UUID id, String name) {
        return jdbc.sql(RENAME)
                        .params(seal(realm, id, name), realm.id(), account, id)
                        .update()
                == 1;
    }

    boolean remove(Realm realm, UUID account, UUID id) {
        return jdbc.sql(REMOVE).params(realm.id(), account, id).update() == 1;
    }

    @Override
    public void erase(Realm realm, UUID account) {
        jdbc.sql(ERASE).params(realm.id(), account).update();
        jdbc.sql(ERASE_OWNER).params(realm.id(), account).update();
        jdbc.sql(ERASE_CHALLENGES).params(realm.id(), account).update();
    }

    private Row row(Realm realm, ResultSet row) throws SQLException {
        return new Row(
                passkey(realm, row),
                new Bytes(row.getBytes("public_key")),
                new Bytes(row.getBytes("attestation")),
                row.getLong("sign_count"));
    }

    private Passkey passkey(Realm realm, ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        @Nullable Timestamp used = row.getTimestamp("last_used_at");
        return new Passkey(
                id,
                row.getObject("account_id", UUID.class),
                new Bytes(row.getBytes("credential_id")),
                open(realm, id, row.getBytes("name_sealed")),
                row.getObject("aaguid", UUID.class),
                Arrays.stream(row.getString("transports").split(" "))
                        .filter(transport -> !transport.isEmpty())
                        .toList(),
                row.getBoolean("user_verified"),
                row.getBoolean("backup_eligible"),
                row.getBoolean("backed_up"),
                row.getTimestamp("added_at").toInstant(),
                used == null ? null : used.toInstant());
    }

    private byte[] seal(Realm realm, UUID id, String name) {
        return seal.seal(name, place(realm, id));
    }

    private String open(Realm realm, UUID id, byte[] sealed) {
        return seal.openText(sealed, place(realm, id));
    }

    private static byte[] place(Realm realm, UUID id) {
        return (realm.id() + "/passkey/" + id).getBytes(StandardCharsets.UTF_8);
    }
}
