package org.gatehouse.server.devices;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The devices of a realm a page at a time. Their ids are in the order of the sign-ins, and so is the primary key: a page costs
 * the same whatever the number of devices.
 */
@Component
public class DeviceList {

    private static final String SELECT = """
            SELECT d.id, d.account_id, a.display_name, d.client_id, d.name, d.platform, d.first_seen, d.last_seen,
                   d.expires_at
              FROM device d JOIN account a ON a.realm_id = d.realm_id AND a.id = d.account_id
             WHERE d.realm_id = ? AND d.id < ? AND d.first_seen IS NOT NULL AND d.expires_at > ?
            """;
    private static final String IN_ORDER = " ORDER BY d.id DESC LIMIT ?";
    private static final String ALL = SELECT + IN_ORDER;
    private static final String OF_THESE = SELECT + " AND d.account_id = ANY (?)" + IN_ORDER;

    private static final UUID LAST = new UUID(-1, -1);

    private final JdbcClient jdbc;
    private final Clock clock;

    DeviceList(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Those somebody is signed in on, the newest sign-in first, after the one a page ended with. */
    public List<HeldDevice> page(Realm realm, @Nullable UUID after, int limit) {
        return jdbc.sql(ALL)
                .params(realm.id(), after == null ? LAST : after, Timestamp.from(clock.instant()), limit)
                .query((row, number) -> held(row))
                .list();
    }

    /** The same, of these people only. */
    public List<HeldDevice> page(Realm realm, Collection<UUID> people, @Nullable UUID after, int limit) {
        return jdbc.sql(OF_THESE)
                .param(realm.id())
                .param(after == null ? LAST : after)
                .param(Timestamp.from(clock.instant()))
                .param(people.toArray(UUID[]::new))
                .param(limit)
                .query((row, number) -> held(row))
                .list();
    }

    private static HeldDevice held(ResultSet row) throws SQLException {
        return new HeldDevice(
                row.getObject("account_id", UUID.class), row.getString("display_name"), Devices.device(row));
    }
}
