package org.gatehouse.server.federation;

import com.google.crypto.tink.subtle.AesGcmJce;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.secrets.MasterKey;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The secrets providers know this service by. They are shown to the providers, so they are kept encrypted (AES-256-GCM),
 * each bound to its realm and connection: one that is copied elsewhere does not open there.
 */
@Component
public class ConnectionSecrets {

    private static final String FIND = "SELECT secret FROM connection_secret WHERE realm_id = ? AND alias = ?";

    private static final String STORE = """
            INSERT INTO connection_secret (realm_id, alias, secret, stored_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (realm_id, alias) DO UPDATE SET secret = excluded.secret, stored_at = excluded.stored_at
            """;

    private static final String REMOVE = "DELETE FROM connection_secret WHERE realm_id = ? AND alias = ?";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final AesGcmJce cipher;

    ConnectionSecrets(JdbcClient jdbc, Clock clock, MasterKey masterKey) throws GeneralSecurityException {
        this.jdbc = jdbc;
        this.clock = clock;
        this.cipher = new AesGcmJce(masterKey.derive("federation/connection-secret"));
    }

    Optional<String> find(Realm realm, String alias) {
        return jdbc.sql(FIND)
                .params(realm.id(), alias)
                .query(byte[].class)
                .optional()
                .map(stored -> open(realm, alias, stored));
    }

    /** Whether there is one that opens with this service's master key. */
    public boolean isUsable(Realm realm, String alias) {
        try {
            return find(realm, alias).isPresent();
        } catch (IllegalStateException ex) {
            return false;
        }
    }

    void store(Realm realm, String alias, String secret) {
        jdbc.sql(STORE)
                .params(realm.id(), alias, seal(realm, alias, secret), Timestamp.from(clock.instant()))
                .update();
    }

    void remove(Realm realm, String alias) {
        jdbc.sql(REMOVE).params(realm.id(), alias).update();
    }

    boolean isCurrent(Realm realm, String alias, String secret) {
        byte[] wanted = secret.getBytes(StandardCharsets.UTF_8);
        return find(realm, alias)
                .filter(known -> MessageDigest.isEqual(known.getBytes(StandardCharsets.UTF_8), wanted))
                .isPresent();
    }

    private byte[] seal(Realm realm, String alias, String secret) {
        try {
            return cipher.encrypt(secret.getBytes(StandardCharsets.UTF_8), place(realm, alias));
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("Cannot seal a connection's secret", ex);
        }
    }

    private String open(Realm realm, String alias, byte[] sealed) {
        try {
            return new String(cipher.decrypt(sealed, place(realm, alias)), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("Cannot open a connection's secret: altered, or another master key", ex);
        }
    }

    private static byte[] place(Realm realm, String alias) {
        return (realm.id() + "/" + alias).getBytes(StandardCharsets.UTF_8);
    }
}
