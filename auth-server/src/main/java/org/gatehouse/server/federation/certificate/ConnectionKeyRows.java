package org.gatehouse.server.federation.certificate;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.X509CertUtils;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.secrets.MasterKey;
import org.gatehouse.server.secrets.Seal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of keys of connections. Each is sealed for its place: one that was moved to another does not open there. */
@Component
class ConnectionKeyRows {

    private static final String FIND = """
            SELECT alias, thumbprint, certificate, key_sealed, made_at, in_use FROM connection_key
             WHERE realm_id = ? AND alias = ? ORDER BY made_at DESC, thumbprint
            """;

    private static final String FIND_IN_USE = """
            SELECT alias, thumbprint, certificate, key_sealed, made_at, in_use FROM connection_key
             WHERE realm_id = ? AND alias = ? AND in_use
            """;

    private static final String INSERT = """
            INSERT INTO connection_key (realm_id, alias, thumbprint, certificate, key_sealed, made_at, last_day, in_use)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """;

    // the one in use first leaves its place: there is never more than one, not even within a statement
    private static final String STOP_USE =
            "UPDATE connection_key SET in_use = false WHERE realm_id = ? AND alias = ? AND in_use";
    private static final String USE =
            "UPDATE connection_key SET in_use = true WHERE realm_id = ? AND alias = ? AND thumbprint = ?";

    private static final String REMOVE =
            "DELETE FROM connection_key WHERE realm_id = ? AND alias = ? AND thumbprint = ?";

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionKeyRows.class);

    private final JdbcClient jdbc;
    private final Seal seal;

    ConnectionKeyRows(JdbcClient jdbc, MasterKey masterKey) {
        this.jdbc = jdbc;
        this.seal = Seal.of(masterKey, "federation/connection-key");
    }

    /** The latest first, those that do not open too: they are to be seen, and to be removed. */
    List<StoredKey> of(Realm realm, String alias) {
        return jdbc.sql(FIND)
                .params(realm.id(), alias)
                .query((row, number) -> stored(realm, row))
                .list();
    }

    /** Empty when there is none, or it does not open. */
    Optional<ConnectionKey> inUse(Realm realm, String alias) {
        return jdbc.sql(FIND_IN_USE)
                .params(realm.id(), alias)
                .query((row, number) -> stored(realm, row))
                .optional()
                .flatMap(stored -> Optional.ofNullable(stored.key()));
    }

    void insert(Realm realm, String alias, ConnectionKey key) {
        jdbc.sql(INSERT)
                .params(realm.id(), alias, key.thumbprint())
                .param(key.der())
                .param(seal(realm, alias, key))
                .params(Timestamp.from(key.madeAt()), Date.valueOf(key.lastDay()), key.inUse())
                .update();
    }

    void use(Realm realm, String alias, String thumbprint) {
        jdbc.sql(STOP_USE).params(realm.id(), alias).update();
        jdbc.sql(USE).params(realm.id(), alias, thumbprint).update();
    }

    void remove(Realm realm, String alias, String thumbprint) {
        jdbc.sql(REMOVE).params(realm.id(), alias, thumbprint).update();
    }

    private StoredKey stored(Realm realm, ResultSet row) throws SQLException {
        return new StoredKey(
                row.getString("thumbprint"),
                row.getTimestamp("made_at").toInstant(),
                row.getBoolean("in_use"),
                keyOrNull(realm, row));
    }

    private @Nullable ConnectionKey keyOrNull(Realm realm, ResultSet row) throws SQLException {
        try {
            return key(realm, row);
        } catch (IllegalStateException ex) {
            LOG.warn(
                    "A key of connection '{}' in realm '{}': {}",
                    row.getString("alias"),
                    realm.name(),
                    ex.getMessage());
            return null;
        }
    }

    private ConnectionKey key(Realm realm, ResultSet row) throws SQLException {
        byte[] place = place(realm, row.getString("alias"), row.getString("thumbprint"));
        RSAKey jwk = open(place, row.getBytes("key_sealed"));
        return new ConnectionKey(
                jwk,
                certificate(jwk, row.getBytes("certificate")),
                row.getTimestamp("made_at").toInstant(),
                row.getBoolean("in_use"));
    }

    /** It is not sealed: what tells it from one that whoever writes to the database has the key of, the sealed key says. */
    private static X509Certificate certificate(RSAKey jwk, byte[] der) {
        X509Certificate certificate = X509CertUtils.parse(der);
        if (certificate == null
                || !X509CertUtils.computeSHA256Thumbprint(certificate).equals(jwk.getX509CertSHA256Thumbprint())) {
            throw new IllegalStateException("A certificate of a connection was altered");
        }
        return certificate;
    }

    private byte[] seal(Realm realm, String alias, ConnectionKey key) {
        return seal.seal(key.jwk().toJSONString(), place(realm, alias, key.thumbprint()));
    }

    private RSAKey open(byte[] place, byte[] sealed) {
        try {
            return RSAKey.parse(seal.openText(sealed, place));
        } catch (ParseException ex) {
            throw new IllegalStateException("What was sealed is no key of a connection", ex);
        }
    }

    private static byte[] place(Realm realm, String alias, String thumbprint) {
        return (realm.id() + "/" + alias + "/" + thumbprint).getBytes(StandardCharsets.UTF_8);
    }
}
