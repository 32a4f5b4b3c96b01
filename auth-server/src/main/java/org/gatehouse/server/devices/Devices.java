package org.gatehouse.server.devices;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.trail.Trail;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The table of devices. Whoever ends the tokens of a device removes it in the same transaction; a row whose time is up
 * just goes, as its entry said it would.
 */
@Component
public class Devices {

    private static final String EXPECT = """
            INSERT INTO device (realm_id, id, account_id, client_id, session_ref, name, platform, expires_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """;

    // the browser one signs in with knows more about the phone than an app's HTTP library does
    private static final String REGISTER = """
            UPDATE device SET first_seen = ?, last_seen = ?, expires_at = ?,
                   name = coalesce(name, ?), platform = coalesce(platform, ?)
             WHERE realm_id = ? AND id = ?
            RETURNING id, client_id, session_ref, platform
            """;

    private static final String LIST = """
            SELECT id, client_id, name, platform, first_seen, last_seen, expires_at FROM device
             WHERE realm_id = ? AND account_id = ? AND first_seen IS NOT NULL AND expires_at > ?
             ORDER BY last_seen DESC, id
            """;

    private static final String NAMES = """
            SELECT id, name FROM device WHERE realm_id = ? AND id = ANY (?) AND name IS NOT NULL
            """;

    private static final String REMOVE = """
            WITH gone AS (
                DELETE FROM device WHERE realm_id = ? AND account_id = ? AND (? OR id = ANY (?)) RETURNING *)
            SELECT id, client_id, session_ref, platform FROM gone WHERE first_seen IS NOT NULL AND expires_at > ?
            """;

    private final JdbcClient jdbc;
    private final Trail trail;
    private final Clock clock;

    Devices(JdbcClient jdbc, Trail trail, Clock clock) {
        this.jdbc = jdbc;
        this.trail = trail;
        this.clock = clock;
    }

    /** What the entry about a device says. */
    private record Named(
            UUID id,
            String clientId,
            String session,
            @Nullable String platform) {}

    /** Notes where a code goes to, in one transaction with it; the current request is the browser on the phone. */
    public void expect(Realm realm, UUID id, UUID account, String clientId, String session, Instant until) {
        expect(realm, id, account, clientId, session, until, describe());
    }

    /** The same, of a device that is another than the one the current request comes from. */
    public void expectElsewhere(Realm realm, UUID id, UUID account, String clientId, String session, Instant until) {
        expect(realm, id, account, clientId, session, until, new DeviceDescription(null, null));
    }

    private void expect(
            Realm realm,
            UUID id,
            UUID account,
            String clientId,
            String session,
            Instant until,
            DeviceDescription description) {
        jdbc.sql(EXPECT)
                .param(realm.id())
                .param(id)
                .param(account)
                .param(clientId)
                .param(session)
                .param(description.name())
                .param(description.platform())
                .param(Timestamp.from(until))
                .update();
    }

    /**
     * The app has redeemed its code; part of the caller's transaction. The current request is the app's.
     *
     * @return false when nobody expects this device any more: tokens on it could be neither seen nor signed out
     */
    public boolean register(Realm realm, UUID id, Instant expiresAt, Party person) {
        DeviceDescription description = describe();
        Optional<Named> found = jdbc.sql(REGISTER)
                .params(now(), now(), Timestamp.from(expiresAt))
                .param(description.name())
                .param(description.platform())
                .param(realm.id())
                .param(id)
                .query((row, number) -> named(row))
                .optional();
        found.ifPresent(device ->
                trail.record(trail.event(realm, Activity.DEVICE_REGISTERED, device.clientId(), device.session())
                        .actor(person)
                        .target(Party.device(device.id().toString()))
                        .detail("platform", device.platform())
                        .detail("expires", expiresAt.toString())));
        return found.isPresent();
    }

    /** The devices a person is signed in on, the one used last first. */
    public List<Device> of(Realm realm, UUID account) {
        return jdbc.sql(LIST)
                .params(realm.id(), account, now())
                .query((row, number) -> device(row))
                .list();
    }

    /** What those of these devices that still are, and told it, are called. */
    public Map<UUID, String> names(Realm realm, Collection<UUID> ids) {
        Map<UUID, String> names = new HashMap<>();
        if (!ids.isEmpty()) {
            jdbc.sql(NAMES).params(realm.id(), ids.toArray(UUID[]::new)).query(row -> {
                names.put(row.getObject("id", UUID.class), row.getString("name"));
            });
        }
        return names;
    }

    /** Removes these of the person's devices; part of the transaction that ends their tokens. */
    public void remove(Realm realm, UUID account, Collection<UUID> ids, Party actor, String reason) {
        if (!ids.isEmpty()) {
            remove(realm, account, false, ids, actor, reason);
        }
    }

    /** Removes all devices of a person; part of the transaction that ends their tokens. */
    public void removeAll(Realm realm, UUID account, Party actor, String reason) {
        remove(realm, account, true, List.of(), actor, reason);
    }

    private void remove(Realm realm, UUID account, boolean all, Collection<UUID> ids, Party actor, String reason) {
        jdbc.sql(REMOVE)
                .params(realm.id(), account, all, ids.toArray(UUID[]::new), now())
                .query((row, number) -> named(row))
                .list()
                .forEach(device -> trail.record(trail.event(realm, Activity.DEVICE_REMOVED)
                        .actor(actor)
                        .target(Party.device(device.id().toString()))
                        .reason(reason)
                        .detail("platform", device.platform())
                        .detail("app", device.clientId())
                        .detail("session", device.session())));
    }

    private static DeviceDescription describe() {
        return DeviceDescription.of(CurrentRequest.get().userAgent());
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static Named named(ResultSet row) throws SQLException {
        return new Named(
                row.getObject("id", UUID.class),
                row.getString("client_id"),
                row.getString("session_ref"),
                row.getString("platform"));
    }

    static Device device(ResultSet row) throws SQLException {
        return new Device(
                row.getObject("id", UUID.class),
                row.getString("client_id"),
                row.getString("name"),
                row.getString("platform"),
                row.getTimestamp("first_seen").toInstant(),
                row.getTimestamp("last_seen").toInstant(),
                row.getTimestamp("expires_at").toInstant());
    }
}
