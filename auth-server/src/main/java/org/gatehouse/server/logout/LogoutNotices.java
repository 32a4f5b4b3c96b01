package org.gatehouse.server.logout;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.gatehouse.server.realm.Realm;
import org.springframework.stereotype.Component;

/** Which clients were told lately that somebody's sign-ins are over, and which could not be. */
@Component
public class LogoutNotices {

    /** How long a notice is remembered after the client was told, or nobody tells it any more. */
    static final Duration KEPT = Duration.ofDays(3);

    private static final int MOST = 200;

    private final NoticeRows rows;

    LogoutNotices(NoticeRows rows) {
        this.rows = rows;
    }

    /** Newest first, at most 200; empty for an account nobody knows. */
    public List<LogoutNotice> of(Realm realm, UUID account) {
        return rows.of(realm, account, MOST);
    }
}
