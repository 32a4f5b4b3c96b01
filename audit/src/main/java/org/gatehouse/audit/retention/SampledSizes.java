package org.gatehouse.audit.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import org.gatehouse.audit.event.Tier;

/**
 * About how many bytes an entry of a realm takes, told from its newest ones: the tables are shared, so their sizes would
 * say something of other realms. Indexes are not in it.
 */
public final class SampledSizes {

    /** Entries looked at in each log: as many as lie close to each other. */
    private static final int SAMPLE = 200;

    private static final String SIZES = """
            SELECT h.tier, s.bytes
              FROM audit.audit_realm r
              JOIN audit.audit_head h USING (realm)
              CROSS JOIN LATERAL (
                SELECT avg(newest.bytes)::int8 AS bytes
                  FROM (SELECT pg_column_size(e) AS bytes FROM audit.audit_entry e
                         WHERE e.log_id = h.log_id AND e.tier = h.tier ORDER BY e.ts DESC LIMIT ?) newest) s
             WHERE r.name = ? AND s.bytes IS NOT NULL
            """;

    private SampledSizes() {}

    /** Bytes by tier; none where the realm has no entry of a tier. */
    public static Map<Tier, Long> of(Connection connection, String realm) throws SQLException {
        Map<Tier, Long> sizes = new EnumMap<>(Tier.class);
        try (PreparedStatement select = connection.prepareStatement(SIZES)) {
            select.setInt(1, SAMPLE);
            select.setString(2, realm);
            ResultSet row = select.executeQuery();
            while (row.next()) {
                sizes.put(Tier.byId(row.getInt("tier")).orElseThrow(), row.getLong("bytes"));
            }
        }
        return sizes;
    }
}
