package org.gatehouse.server.directory;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.gatehouse.server.realm.Realm;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The hashes of passwords people had before, as many as their realm compares new ones with and no more. */
@Component
public class EarlierPasswords {

    private static final String KEEP = """
            INSERT INTO earlier_password (realm_id, account_id, id, hash, replaced_at) VALUES (?, ?, ?, ?, ?)
            """;
    private static final String FORGET = """
            DELETE FROM earlier_password
             WHERE realm_id = ? AND account_id = ?
               AND id NOT IN (SELECT id FROM earlier_password WHERE realm_id = ? AND account_id = ?
                               ORDER BY id DESC LIMIT ?)
            """;
    private static final String LATEST = """
            SELECT hash FROM earlier_password WHERE realm_id = ? AND account_id = ? ORDER BY id DESC LIMIT ?
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    EarlierPasswords(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The latest first; at most what the realm asks for now, which may be less than is kept. */
    public List<String> of(Realm realm, UUID account) {
        int most = realm.definition().password().history();
        return most == 0
                ? List.of()
                : jdbc.sql(LATEST)
                        .params(realm.id(), account, most)
                        .query(String.class)
                        .list();
    }

    /** Keeps the hash the account is about to lose, and forgets those that are too old to matter. */
    void keep(Realm realm, Account account) {
        int most = realm.definition().password().history();
        if (most > 0 && account.passwordHash() != null) {
            jdbc.sql(KEEP)
                    .params(
                            realm.id(),
                            account.subject(),
                            UuidCreator.getTimeOrderedEpochPlus1(),
                            account.passwordHash(),
                            Timestamp.from(clock.instant()))
                    .update();
        }
        jdbc.sql(FORGET)
                .params(realm.id(), account.subject(), realm.id(), account.subject(), most)
                .update();
    }
}
