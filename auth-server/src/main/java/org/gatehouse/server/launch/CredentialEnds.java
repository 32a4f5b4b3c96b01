package org.gatehouse.server.launch;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.gatehouse.server.database.DatabaseAccess;

/** Secrets and certificates of connections that providers will not take any more, or soon will not, by the database's day. */
final class CredentialEnds {

    private static final String CHECK = "connections";

    /** As the service warns. */
    private static final int DAYS_BEFORE = 30;

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
             WHERE last_day - current_date <= %d ORDER BY last_day, realm, alias
            """.formatted(DAYS_BEFORE);

    private CredentialEnds() {}

    static List<Finding> of(DatabaseAccess access) throws SQLException {
        try (Connection connection = DriverManager.getConnection(access.jdbcUrl(), access.loginProperties());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ENDS)) {
            List<Finding> findings = new ArrayList<>();
            while (row.next()) {
                findings.add(finding(row));
            }
            return findings.isEmpty()
                    ? List.of(Finding.ok(CHECK, "no secret or certificate ends within " + DAYS_BEFORE + " days"))
                    : findings;
        }
    }

    private static Finding finding(ResultSet row) throws SQLException {
        String what = "The " + row.getString("what") + " of connection '" + row.getString("alias") + "' in realm '"
                + row.getString("realm") + "'";
        String day = row.getString("last_day");
        String fix = "The connection's page in the console says how to replace it.";
        return row.getInt("days") < 0
                ? Finding.broken(CHECK, what + " ended on " + day + ": nobody can sign in by it.", fix)
                : Finding.note(CHECK, what + " is good until " + day + ".", fix);
    }
}
