package org.gatehouse.server.email;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.mail.MailKind;
import org.gatehouse.server.mail.SecurityNotices;
import org.gatehouse.server.mail.SentMail;
import org.gatehouse.server.mail.SentMailLog;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.signin.SlowedNotice;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Mails people when somebody tries to get into their account so often that it is slowed down: at most once a day, however
 * long that goes on and on however many nodes. Written a moment later, so that the answer to whoever tries takes the same
 * time whether there is such an account; what a node that dies had yet to write is not written, the entries are there.
 */
@Component
class SlowedMail implements SlowedNotice {

    static final Duration AT_MOST_ONCE_IN = Duration.ofDays(1);

    private static final Logger LOG = LoggerFactory.getLogger(SlowedMail.class);

    /** More accounts than this are not tried at once by accident: then the trail tells, and nobody's memory is filled. */
    private static final int MOST = 10_000;

    private final Map<Slowed, String> waiting = new ConcurrentHashMap<>();
    private final SecurityNotices notices;
    private final SentMailLog log;
    private final Accounts accounts;
    private final TransactionTemplate transactions;
    private final Clock clock;

    SlowedMail(
            SecurityNotices notices,
            SentMailLog log,
            Accounts accounts,
            TransactionTemplate transactions,
            Clock clock) {
        this.notices = notices;
        this.log = log;
        this.accounts = accounts;
        this.transactions = transactions;
        this.clock = clock;
    }

    private record Slowed(Realm realm, UUID account) {}

    @Override
    public void slowed(Realm realm, UUID account, String address) {
        if (waiting.size() < MOST) {
            waiting.put(new Slowed(realm, account), address);
        }
    }

    @Scheduled(initialDelayString = "PT1S", fixedDelayString = "PT1S")
    void run() {
        for (Slowed slowed : List.copyOf(waiting.keySet())) {
            @Nullable String address = waiting.remove(slowed);
            if (address == null) {
                continue; // somebody else takes care of it
            }
            try {
                transactions.executeWithoutResult(status -> tell(slowed, address));
            } catch (RuntimeException ex) {
                LOG.warn("A person was not told that their sign-in is slowed down: {}", ex.getMessage());
            }
        }
    }

    /** The account is locked, so that two nodes do not tell at once. */
    private void tell(Slowed slowed, String address) {
        boolean told = accounts.lock(slowed.realm(), slowed.account()).isEmpty() || wasTold(slowed);
        if (!told) {
            notices.tell(
                    slowed.realm(), slowed.account(), SecurityNotices.Kind.SIGN_IN_SLOWED, Map.of("network", address));
        }
    }

    private boolean wasTold(Slowed slowed) {
        Instant since = clock.instant().minus(AT_MOST_ONCE_IN);
        return log.of(slowed.realm(), slowed.account()).stream()
                .filter(letter -> letter.kind().equals(MailKind.SIGN_IN_SLOWED.code()))
                .map(SentMail::queuedAt)
                .anyMatch(since::isBefore);
    }
}
