package org.gatehouse.server.keys;

import com.nimbusds.jose.jwk.JWK;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.secrets.MasterKey;
import org.gatehouse.server.secrets.Seal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of keys. Each is sealed for its place: a row that was moved to another realm or name does not open. */
@Component
class SigningKeyRows {

    private static final String FIND = """
            SELECT kid, algorithm, sealed_jwk, created_at, signs_from, revoked_at FROM signing_key WHERE realm_id = ?
            """;

    private static final String INSERT = """
            INSERT INTO signing_key (realm_id, kid, algorithm, sealed_jwk, created_at, signs_from) VALUES (?, ?, ?, ?, ?, ?)
            """;

    private static final String SIGN_FROM = "UPDATE signing_key SET signs_from = ? WHERE realm_id = ? AND kid = ?";
    private static final String REVOKE = "UPDATE signing_key SET revoked_at = ? WHERE realm_id = ? AND kid = ?";
    private static final String REMOVE = "DELETE FROM signing_key WHERE realm_id = ? AND kid = ?";

    // as changes of the realm do; whoever only looks after keys leaves a realm alone that somebody changes just now
    private static final String LOCK = "SELECT id FROM realm WHERE id = ? FOR NO KEY UPDATE";
    private static final String TRY_LOCK = LOCK + " SKIP LOCKED";

    private final JdbcClient jdbc;
    private final Seal seal;

    SigningKeyRows(JdbcClient jdbc, MasterKey masterKey) {
        this.jdbc = jdbc;
        this.seal = Seal.of(masterKey, "keys/signing");
    }

    List<SigningKey> of(Realm realm) {
        return jdbc.sql(FIND)
                .param(realm.id())
                .query((row, number) -> key(realm, row))
                .list();
    }

    void insert(Realm realm, SigningKey key) {
        jdbc.sql(INSERT)
                .param(realm.id())
                .param(key.kid())
                .param(key.algorithm().code())
                .param(seal(realm, key.jwk()))
                .param(Timestamp.from(key.publishedAt()))
                .param(Timestamp.from(key.signsFrom()))
                .update();
    }

    void signFrom(Realm realm, SigningKey key, Instant from) {
        jdbc.sql(SIGN_FROM).params(Timestamp.from(from), realm.id(), key.kid()).update();
    }

    void revoke(Realm realm, SigningKey key, Instant at) {
        jdbc.sql(REVOKE).params(Timestamp.from(at), realm.id(), key.kid()).update();
    }

    void remove(Realm realm, SigningKey key) {
        jdbc.sql(REMOVE).params(realm.id(), key.kid()).update();
    }

    /** Until the transaction ends nobody else changes the realm's keys. */
    void lock(Realm realm) {
        jdbc.sql(LOCK).param(realm.id()).query(Integer.class).single();
    }

    /** The same; false when somebody else does so now. */
    boolean tryLock(Realm realm) {
        return jdbc.sql(TRY_LOCK)
                .param(realm.id())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    private SigningKey key(Realm realm, ResultSet row) throws SQLException {
        Timestamp revokedAt = row.getTimestamp("revoked_at");
        return new SigningKey(
                KeyAlgorithm.find(row.getString("algorithm")).orElseThrow(),
                open(realm, row.getString("kid"), row.getBytes("sealed_jwk")),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("signs_from").toInstant(),
                revokedAt == null ? null : revokedAt.toInstant());
    }

    private byte[] seal(Realm realm, JWK key) {
        return seal.seal(key.toJSONString(), associatedData(realm, key.getKeyID()));
    }

    private JWK open(Realm realm, String kid, byte[] sealed) {
        try {
            return JWK.parse(seal.openText(sealed, associatedData(realm, kid)));
        } catch (ParseException ex) {
            throw new IllegalStateException(
                    "What was sealed as signing key " + kid + " of realm " + realm + " is none", ex);
        }
    }

    private static byte[] associatedData(Realm realm, String kid) {
        return (realm.id() + "/" + kid).getBytes(StandardCharsets.UTF_8);
    }
}
