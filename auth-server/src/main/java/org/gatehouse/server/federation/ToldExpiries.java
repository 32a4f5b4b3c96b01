package org.gatehouse.server.federation;

import java.sql.Date;
import java.time.LocalDate;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.realm.Realm;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Remembers which ends of credentials the trail has been told of. */
@Component
class ToldExpiries {

    private static final String TELL = """
            INSERT INTO connection_expiry_told (realm_id, alias, last_day, is_over) VALUES (?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;

    private final JdbcClient jdbc;

    ToldExpiries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return whether nobody has told of it before */
    boolean isNew(Realm realm, Connection connection, LocalDate lastDay, boolean isOver) {
        return jdbc.sql(TELL)
                        .params(realm.id(), connection.alias(), Date.valueOf(lastDay), isOver)
                        .update()
                == 1;
    }
}
