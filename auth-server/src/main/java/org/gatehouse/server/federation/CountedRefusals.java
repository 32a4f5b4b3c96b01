package org.gatehouse.server.federation;

import com.google.crypto.tink.subtle.PrfHmacJce;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.secrets.MasterKey;
import org.gatehouse.server.secrets.Seal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of refusals that are counted instead of being an entry each. It names no network that can be read. */
@Component
class CountedRefusals {

    private static final Logger LOG = LoggerFactory.getLogger(CountedRefusals.class);

    /** After which those counted together become an entry. */
    static final Duration TOGETHER = Duration.ofMinutes(10);

    private static final int HASH_BYTES = 32;

    private static final String ADD = """
            INSERT INTO counted_refusal (realm_id, connection, network_hash, activity, reason, attempts, address_sealed, since)
            VALUES (?, ?, ?, ?, ?, 1, ?, ?)
            ON CONFLICT (realm_id, connection, network_hash, activity, reason)
               DO UPDATE SET attempts = counted_refusal.attempts + 1
            """;

    private static final String TAKE = """
            DELETE FROM counted_refusal c USING realm r
             WHERE r.id = c.realm_id AND c.ctid = ANY (ARRAY(
                SELECT ctid FROM counted_refusal WHERE since < ? AND activity = ANY (?)
                 ORDER BY since LIMIT ? FOR UPDATE SKIP LOCKED))
            RETURNING r.id, r.name, c.connection, c.network_hash, c.activity, c.reason, c.attempts, c.address_sealed
            """;

    /** A later version's stay for that one: neither do they end the run, nor are they left out of the trail. */
    private static final String[] KNOWN =
            Arrays.stream(Activity.values()).map(Activity::code).toArray(String[]::new);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Seal seal;
    private final PrfHmacJce mac;

    CountedRefusals(JdbcClient jdbc, Clock clock, MasterKey masterKey) throws GeneralSecurityException {
        this.jdbc = jdbc;
        this.clock = clock;
        this.seal = Seal.of(masterKey, "federation/refusal-address");
        this.mac = new PrfHmacJce("HMACSHA256", new SecretKeySpec(masterKey.derive("federation/refusal"), "HMAC"));
    }

    /** @param address of the first of them; null when it cannot be read any more */
    record Counted(
            String realm,
            String connection,
            Activity activity,
            String reason,
            long attempts,
            @Nullable String address) {}

    void add(Realm realm, Connection connection, Activity activity, String reason, String network, String address) {
        byte[] hash = hash(realm, network);
        jdbc.sql(ADD)
                .params(realm.id(), connection.alias(), hash, activity.code(), reason)
                .params(seal(realm.id(), hash, address), Timestamp.from(clock.instant()))
                .update();
    }

    /** What was counted long enough; it is gone with the transaction under way. */
    List<Counted> take(int most) {
        return jdbc.sql(TAKE)
                .params(Timestamp.from(clock.instant().minus(TOGETHER)), KNOWN, most)
                .query((row, number) -> counted(row))
                .list();
    }

    private Counted counted(ResultSet row) throws SQLException {
        return new Counted(
                row.getString("name"),
                row.getString("connection"),
                Activity.find(row.getString("activity")).orElseThrow(),
                row.getString("reason"),
                row.getLong("attempts"),
                open(row.getInt("id"), row.getBytes("network_hash"), row.getBytes("address_sealed")));
    }

    private byte[] hash(Realm realm, String network) {
        try {
            return mac.compute((realm.id() + "\n" + network).getBytes(StandardCharsets.UTF_8), HASH_BYTES);
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("HMAC-SHA-256 is not available", ex);
        }
    }

    private byte[] seal(int realm, byte[] hash, String address) {
        return seal.seal(address, place(realm, hash));
    }

    private @Nullable String open(int realm, byte[] hash, byte[] sealed) {
        Optional<String> address = seal.findText(sealed, place(realm, hash));
        if (address.isEmpty()) {
            LOG.error("The address of counted refusals cannot be opened: altered, or another master key");
        }
        return address.orElse(null); // that they were refused is said all the same
    }

    private static byte[] place(int realm, byte[] hash) {
        byte[] number = (realm + "/").getBytes(StandardCharsets.UTF_8);
        byte[] place = new byte[number.length + hash.length];
        System.arraycopy(number, 0, place, 0, number.length);
        System.arraycopy(hash, 0, place, number.length, hash.length);
        return place;
    }
}
