package org.gatehouse.server.mail;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.gatehouse.server.realm.Realm;
import org.springframework.stereotype.Component;

/** What was mailed to people lately. */
@Component
public class SentMailLog {

    /** How long a letter is remembered after it was sent. */
    public static final Duration KEPT = Duration.ofDays(3);

    /** One person gets a handful. */
    private static final int MOST = 200;

    private final MailRows rows;

    SentMailLog(MailRows rows) {
        this.rows = rows;
    }

    /** Newest first, at most 200, of the last three days; empty for an account nobody knows. */
    public List<SentMail> of(Realm realm, UUID account) {
        return rows.of(realm, account, KEPT, MOST);
    }
}
