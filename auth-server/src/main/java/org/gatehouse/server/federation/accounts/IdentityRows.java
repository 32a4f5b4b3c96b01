package org.gatehouse.server.federation.accounts;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.server.federation.UpstreamIdentity;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of identities. */
@Component
class IdentityRows {

    private static final String INSERT = """
            INSERT INTO federated_identity (realm_id, id, connection, issuer, subject_hash, subject_sealed,
                user_name_sealed, guest, account_id, linked_at, last_used_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String FIND = """
            SELECT * FROM federated_identity WHERE realm_id = ? AND connection = ? AND issuer = ? AND subject_hash = ?
            """;
    private static final String GET =
            "SELECT * FROM federated_identity WHERE realm_id = ? AND account_id = ? AND id = ?";
    private static final String OF_ACCOUNT = """
            SELECT * FROM federated_identity WHERE realm_id = ? AND account_id = ? ORDER BY linked_at, id
            """;
    private static final String IS_LINKED = """
            SELECT EXISTS (SELECT FROM federated_identity
                            WHERE realm_id = ? AND account_id = ? AND connection = ? AND issuer = ?)
            """;
    private static final String USED = """
            UPDATE federated_identity SET user_name_sealed = ?, guest = ?, last_used_at = ? WHERE realm_id = ? AND id = ?
            """;
    private static final String RENAME = """
            UPDATE federated_identity SET subject_hash = ?, subject_sealed = ? WHERE realm_id = ? AND id = ?
            """;
    private static final String LOCK = "SELECT id FROM federated_identity WHERE realm_id = ? AND id = ? FOR UPDATE";
    private static final String DELETE = "DELETE FROM federated_identity WHERE realm_id = ? AND id = ?";

    private final JdbcClient jdbc;
    private final IdentitySeal seal;
    private final Clock clock;

    IdentityRows(JdbcClient jdbc, IdentitySeal seal, Clock clock) {
        this.jdbc = jdbc;
        this.seal = seal;
        this.clock = clock;
    }

    Optional<FederatedIdentity> find(Realm realm, String connection, String issuer, String subject) {
        return jdbc.sql(FIND)
                .params(realm.id(), connection, issuer, seal.hash(realm, issuer, subject))
                .query((row, number) -> identity(realm, row))
                .optional();
    }

    Optional<FederatedIdentity> find(Realm realm, UUID account, UUID id) {
        return jdbc.sql(GET)
                .params(realm.id(), account, id)
                .query((row, number) -> identity(realm, row))
                .optional();
    }

    /** The one that was linked first, first. */
    List<FederatedIdentity> of(Realm realm, UUID account) {
        return jdbc.sql(OF_ACCOUNT)
                .params(realm.id(), account)
                .query((row, number) -> identity(realm, row))
                .list();
    }

    /** Whether somebody of this issuer has the account already. */
    boolean isLinked(Realm realm, UUID account, String connection, String issuer) {
        return jdbc.sql(IS_LINKED)
                .params(realm.id(), account, connection, issuer)
                .query(Boolean.class)
                .single();
    }

    /** @throws org.springframework.dao.DuplicateKeyException when the identity, or the account's place for it, is taken */
    void insert(Realm realm, UpstreamIdentity identity, UUID account) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.sql(INSERT)
                .param(realm.id())
                .param(id)
                .param(identity.connection())
                .param(identity.issuer())
                .param(seal.hash(realm, identity.issuer(), identity.subject()))
                .param(seal.seal(realm, place(id, "subject"), identity.subject()))
                .param(userName(realm, id, identity.profile().userName()))
                .param(identity.profile().guest())
                .param(account)
                .param(now)
                .param(now)
                .update();
    }

    void used(Realm realm, FederatedIdentity link, UpstreamIdentity identity) {
        jdbc.sql(USED)
                .param(userName(realm, link.id(), identity.profile().userName()))
                .param(identity.profile().guest())
                .param(Timestamp.from(clock.instant()))
                .param(realm.id())
                .param(link.id())
                .update();
    }

    /** The same person under another subject. */
    void rename(Realm realm, FederatedIdentity link, String subject) {
        jdbc.sql(RENAME)
                .params(
                        seal.hash(realm, link.issuer(), subject),
                        seal.seal(realm, place(link.id(), "subject"), subject),
                        realm.id(),
                        link.id())
                .update();
    }

    /** Nobody begins a sign-in by it until the caller's transaction is over. */
    void lock(Realm realm, FederatedIdentity link) {
        jdbc.sql(LOCK).params(realm.id(), link.id()).query(UUID.class).optional();
    }

    void delete(Realm realm, FederatedIdentity link) {
        jdbc.sql(DELETE).params(realm.id(), link.id()).update();
    }

    private byte @Nullable [] userName(Realm realm, UUID id, @Nullable String name) {
        return name == null ? null : seal.seal(realm, place(id, "user-name"), name);
    }

    private FederatedIdentity identity(Realm realm, ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        byte[] userName = row.getBytes("user_name_sealed");
        return new FederatedIdentity(
                id,
                row.getObject("account_id", UUID.class),
                row.getString("connection"),
                row.getString("issuer"),
                seal.open(realm, place(id, "subject"), row.getBytes("subject_sealed")),
                userName == null ? null : seal.open(realm, place(id, "user-name"), userName),
                row.getBoolean("guest"),
                row.getTimestamp("linked_at").toInstant(),
                row.getTimestamp("last_used_at").toInstant());
    }

    private static String place(UUID id, String column) {
        return id + "/" + column;
    }
}
