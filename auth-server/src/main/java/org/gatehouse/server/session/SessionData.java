package org.gatehouse.server.session;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.exports.PersonalDataSource;
import org.gatehouse.server.realm.Realm;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The browsers somebody is signed in with: by the reference that names a sign-in, never by the id that opens it. */
@Component
@Order(60)
class SessionData implements PersonalDataSource {

    private static final String LIST = """
            SELECT principal_name, creation_time, last_access_time, expiry_time FROM web_session
             WHERE principal_name >= ? AND principal_name < ? ORDER BY creation_time, principal_name
            """;

    private final JdbcClient jdbc;

    SessionData(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "sessions";
    }

    @Override
    public List<Column> columns(Realm realm) {
        return Column.all("reference", "begunAt", "lastUsedAt", "expiresAt");
    }

    @Override
    public void write(Realm realm, Account account, Locale language, Rows rows) throws IOException {
        for (String[] session : sessions(realm, account)) {
            rows.add(session);
        }
    }

    private List<String[]> sessions(Realm realm, Account account) {
        return jdbc.sql(LIST)
                .params(SessionOwner.first(realm, account.subject()), SessionOwner.end(realm, account.subject()))
                .query((row, number) -> new String[] {
                    SessionOwner.reference(row.getString("principal_name")),
                    time(row, "creation_time"),
                    time(row, "last_access_time"),
                    time(row, "expiry_time")
                })
                .list();
    }

    private static String time(ResultSet row, String column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column)).toString();
    }
}
