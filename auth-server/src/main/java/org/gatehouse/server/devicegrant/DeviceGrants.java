package org.gatehouse.server.devicegrant;

import com.google.crypto.tink.subtle.PrfHmacJce;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.spec.SecretKeySpec;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.secrets.MasterKey;
import org.gatehouse.server.secrets.Seal;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of devices that wait. Each change of state is one conditional statement, so one of many requests makes it. */
@Component
class DeviceGrants {

    /** Time to find one's phone and sign in on it. */
    static final Duration VALID = Duration.ofMinutes(10);

    /** How long a device is still told that its code has expired. */
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    /** Seconds between polls (RFC 8628 section 3.2), and what is added each time a device does not wait for them. */
    static final int INTERVAL = 5;

    private static final int LONGEST_INTERVAL = 60;

    /** Networks and clocks are not exact; who waits almost long enough is no nuisance. */
    private static final Duration TOLERANCE = Duration.ofSeconds(1);

    private static final int HASH_BYTES = 16;
    private static final int TRIES = 5;

    private static final String INSERT = """
            INSERT INTO device_grant (realm_id, id, client_id, scopes, device_code_hash, user_code_hash, address_sealed,
                device, state, created_at, valid_until, poll_interval, expires_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'PENDING', ?, ?, ?, ?)
            """;
    private static final String FIND = "SELECT * FROM device_grant WHERE realm_id = ? AND id = ?";
    private static final String FIND_BY_USER_CODE =
            "SELECT * FROM device_grant WHERE realm_id = ? AND user_code_hash = ?";

    private static final String CHANGE = """
            UPDATE device_grant SET state = ? WHERE realm_id = ? AND id = ? AND state = ? AND valid_until > ?
            """;

    private static final String POLL = """
            UPDATE device_grant SET polled_at = ? WHERE realm_id = ? AND id = ?
               AND (polled_at IS NULL OR polled_at + make_interval(secs => poll_interval) <= ?)
            """;
    private static final String SLOW_DOWN = """
            UPDATE device_grant SET polled_at = ?, poll_interval = LEAST(poll_interval + ?, ?) WHERE realm_id = ? AND id = ?
            """;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final PrfHmacJce mac;
    private final Seal seal;
    private final SecureRandom random = new SecureRandom();

    DeviceGrants(JdbcClient jdbc, Clock clock, MasterKey masterKey) throws GeneralSecurityException {
        this.jdbc = jdbc;
        this.clock = clock;
        this.mac = new PrfHmacJce("HMACSHA256", new SecretKeySpec(masterKey.derive("devicegrant/user-code"), "HMAC"));
        this.seal = Seal.of(masterKey, "devicegrant/address");
    }

    /** Writes down a device that waits; gives the code the person types. */
    String begin(
            Realm realm,
            UUID id,
            String clientId,
            Set<String> scopes,
            byte[] deviceCodeHash,
            String address,
            String device) {
        for (int i = 0; i < TRIES; i++) {
            String userCode = UserCode.random(random);
            try {
                insert(realm, id, clientId, scopes, deviceCodeHash, userCode, address, device);
                return userCode;
            } catch (DuplicateKeyException ex) {
                // somebody else waits with this code
            }
        }
        throw new IllegalStateException("No user code is free");
    }

    private void insert(
            Realm realm,
            UUID id,
            String clientId,
            Set<String> scopes,
            byte[] deviceCodeHash,
            String userCode,
            String address,
            String device) {
        Instant until = clock.instant().plus(VALID);
        jdbc.sql(INSERT)
                .param(realm.id())
                .param(id)
                .param(clientId)
                .param(String.join(" ", new TreeSet<>(scopes)))
                .param(deviceCodeHash)
                .param(hash(realm, userCode))
                .param(seal(realm, id, address))
                .param(device)
                .param(now())
                .param(Timestamp.from(until))
                .param(INTERVAL)
                .param(Timestamp.from(until.plus(REMEMBERED)))
                .update();
    }

    Optional<DeviceGrant> find(Realm realm, UUID id) {
        return jdbc.sql(FIND)
                .params(realm.id(), id)
                .query((row, number) -> grant(realm, row))
                .optional();
    }

    /** The device that waits with this code, as somebody typed it. */
    Optional<DeviceGrant> findWaiting(Realm realm, String userCode) {
        return jdbc.sql(FIND_BY_USER_CODE)
                .params(realm.id(), hash(realm, UserCode.typed(userCode)))
                .query((row, number) -> grant(realm, row))
                .optional()
                .filter(grant -> grant.isWaiting(clock.instant()));
    }

    /** False when it does not stand where it should any more. */
    boolean change(Realm realm, UUID id, DeviceGrant.State from, DeviceGrant.State to) {
        return jdbc.sql(CHANGE)
                        .params(to.name(), realm.id(), id, from.name(), now())
                        .update()
                == 1;
    }

    /** Counts a poll; false when it comes too early, and from then on they must be rarer. */
    boolean poll(Realm realm, UUID id) {
        Timestamp latest = Timestamp.from(clock.instant().plus(TOLERANCE));
        if (jdbc.sql(POLL).params(now(), realm.id(), id, latest).update() == 1) {
            return true;
        }
        jdbc.sql(SLOW_DOWN)
                .params(now(), INTERVAL, LONGEST_INTERVAL, realm.id(), id)
                .update();
        return false;
    }

    private DeviceGrant grant(Realm realm, ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        return new DeviceGrant(
                id,
                row.getString("client_id"),
                words(row.getString("scopes")),
                row.getBytes("device_code_hash"),
                open(realm, id, row.getBytes("address_sealed")),
                row.getString("device"),
                DeviceGrant.State.valueOf(row.getString("state")),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("valid_until").toInstant());
    }

    /** Under a key, because all codes there are could be tried in no time. */
    private byte[] hash(Realm realm, String userCode) {
        try {
            return mac.compute((realm.id() + "\n" + userCode).getBytes(StandardCharsets.UTF_8), HASH_BYTES);
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("HMAC-SHA-256 is not available", ex);
        }
    }

    private byte[] seal(Realm realm, UUID id, String address) {
        return seal.seal(address, place(realm, id));
    }

    private String open(Realm realm, UUID id, byte[] sealed) {
        return seal.openText(sealed, place(realm, id));
    }

    private static byte[] place(Realm realm, UUID id) {
        return (realm.id() + "/" + id).getBytes(StandardCharsets.UTF_8);
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static Set<String> words(String text) {
        return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).collect(Collectors.toSet());
    }
}
