package org.gatehouse.server.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A secret or certificate of a connection that the provider will not take any more, or soon will not.
 *
 * @param what {@code secret} or {@code certificate}
 * @param lastDay as {@code 2027-01-31}
 * @param days until then by the database's day; negative once it is over
 */
public record CredentialEnd(String realm, String alias, String what, String lastDay, int days) {

    private static final String ENDS = """
            SELECT realm, alias, what, last_day, last_day - current_date AS days FROM (
                SELECT r.name AS realm, k.alias, 'certificate' AS what, k.last_day
                  FROM connection_key k JOIN realm r ON r.id = k.realm_id WHERE k.in_use
                UNION ALL
                SELECT r.name, c ->> 'alias', 'secret', (c ->> 'clientSecretExpires')::date
                  FROM realm r CROSS JOIN LATERAL json_array_elements(
                       CASE WHEN json_typeof(r.document::json -> 'connections') = 'array'
                            THEN r.document::json -> 'connections' ELSE '[]' END) c
                 WHERE c ->> 'clientSecretExpires' IS NOT NULL) ends
             WHERE last_day - current_date <= ? ORDER BY last_day, realm, alias
            """;

    /** Those that end within so many days, in a database whose schema is this release's; the first first. */
    public static List<CredentialEnd> within(int days, DatabaseAccess access) throws SQLException {
        try (Connection connection = DriverManager.getConnection(access.jdbcUrl(), access.loginProperties());
                PreparedStatement statement = connection.prepareStatement(ENDS)) {
            statement.setInt(1, days);
            try (ResultSet row = statement.executeQuery()) {
                List<CredentialEnd> ends = new ArrayList<>();
                while (row.next()) {
                    ends.add(new CredentialEnd(
                            row.getString("realm"),
                            row.getString("alias"),
                            row.getString("what"),
                            row.getString("last_day"),
                            row.getInt("days")));
                }
                return ends;
            }
        }
    }
}
