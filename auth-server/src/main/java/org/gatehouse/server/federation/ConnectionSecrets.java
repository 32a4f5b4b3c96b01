package org.gatehouse.server.federation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.secrets.MasterKey;
import org.gatehouse.server.secrets.Seal;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The secrets providers know this service by. They are shown to the providers, so they are kept encrypted (AES-256-GCM),
 * each bound to its realm, its connection and the provider it was typed for: one that is copied elsewhere does not open
 * there, and a connection that leads elsewhere by now has none.
 */
@Component
public class ConnectionSecrets {

    private static final String FIND =
            "SELECT secret, authority FROM connection_secret WHERE realm_id = ? AND alias = ?";

    private static final String STORE = """
            INSERT INTO connection_secret (realm_id, alias, secret, authority, stored_at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (realm_id, alias) DO UPDATE
            SET secret = excluded.secret, authority = excluded.authority, stored_at = excluded.stored_at
            """;

    private static final String REMOVE = "DELETE FROM connection_secret WHERE realm_id = ? AND alias = ?";

    private final JdbcClient jdbc;
    private final Kinds kinds;
    private final Clock clock;
    private final Seal seal;

    ConnectionSecrets(JdbcClient jdbc, Kinds kinds, Clock clock, MasterKey masterKey) {
        this.jdbc = jdbc;
        this.kinds = kinds;
        this.clock = clock;
        this.seal = Seal.of(masterKey, "federation/connection-secret");
    }

    /** @param authority whom it is for; null of one that was stored before that was kept with it */
    private record Stored(byte[] secret, @Nullable String authority) {}

    /** The one this connection's provider knows; empty also when there is one for another provider. */
    Optional<String> find(Realm realm, Connection connection) {
        String authority = authority(connection);
        return stored(realm, connection)
                .filter(found -> found.authority() == null || found.authority().equals(authority))
                .map(found -> open(place(realm, connection, found.authority()), found.secret()));
    }

    private Optional<Stored> stored(Realm realm, Connection connection) {
        return jdbc.sql(FIND)
                .params(realm.id(), connection.alias())
                .query((row, number) -> new Stored(row.getBytes("secret"), row.getString("authority")))
                .optional();
    }

    /** Whether two connections of one alias are known by the same secret: their provider is the same. */
    boolean isSameAuthority(Connection one, Connection other) {
        return authority(one).equals(authority(other));
    }

    /** Binds a secret that is not yet bound to the provider the connection leads to, before it leads to another. */
    void settle(Realm realm, Connection connection) {
        stored(realm, connection)
                .filter(found -> found.authority() == null && isUsable(realm, connection)) // else it opens for nobody
                .map(found -> open(place(realm, connection, null), found.secret()))
                .ifPresent(secret -> store(realm, connection, secret));
    }

    /** Whether there is one that opens with this service's master key. */
    public boolean isUsable(Realm realm, Connection connection) {
        try {
            return find(realm, connection).isPresent();
        } catch (IllegalStateException ex) {
            return false;
        }
    }

    void store(Realm realm, Connection connection, String secret) {
        String authority = authority(connection);
        jdbc.sql(STORE)
                .params(
                        realm.id(),
                        connection.alias(),
                        seal(place(realm, connection, authority), secret),
                        authority,
                        Timestamp.from(clock.instant()))
                .update();
    }

    void remove(Realm realm, String alias) {
        jdbc.sql(REMOVE).params(realm.id(), alias).update();
    }

    boolean isCurrent(Realm realm, Connection connection, String secret) {
        byte[] wanted = secret.getBytes(StandardCharsets.UTF_8);
        return find(realm, connection)
                .filter(known -> MessageDigest.isEqual(known.getBytes(StandardCharsets.UTF_8), wanted))
                .isPresent();
    }

    private String authority(Connection connection) {
        return kinds.of(connection).authority(connection);
    }

    private byte[] seal(byte[] place, String secret) {
        return seal.seal(secret, place);
    }

    private String open(byte[] place, byte[] sealed) {
        return seal.openText(sealed, place);
    }

    private static byte[] place(Realm realm, Connection connection, @Nullable String authority) {
        String place = realm.id() + "/" + connection.alias();
        return (authority == null ? place : place + "/" + authority).getBytes(StandardCharsets.UTF_8);
    }
}
