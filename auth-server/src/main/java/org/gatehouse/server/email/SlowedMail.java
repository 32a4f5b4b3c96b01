package org.gatehouse.server.email;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.mail.MailKind;
import org.gatehouse.server.mail.SecurityNotices;
import org.gatehouse.server.mail.SentMail;
import org.gatehouse.server.mail.SentMailLog;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.signin.SlowedTries;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Mails people when somebody tries to get into their account so often that it is slowed down: at most once a day, however
 * long that goes on and on however many nodes. Written a moment later, so that the answer to whoever tries takes the same
 * time whether there is such an account, and by another node when the one that answered dies.
 */
@Component
class SlowedMail {

    static final Duration AT_MOST_ONCE_IN = Duration.ofDays(1);

    private static final Logger LOG = LoggerFactory.getLogger(SlowedMail.class);

    /** Others are told a second later. */
    private static final int AT_ONCE = 100;

    private final SlowedTries tries;
    private final SecurityNotices notices;
    private final SentMailLog log;
    private final Accounts accounts;
    private final Realms realms;
    private final TransactionTemplate transactions;
    private final Clock clock;

    SlowedMail(
            SlowedTries tries,
            SecurityNotices notices,
            SentMailLog log,
            Accounts accounts,
            Realms realms,
            TransactionTemplate transactions,
            Clock clock) {
        this.tries = tries;
        this.notices = notices;
        this.log = log;
        this.accounts = accounts;
        this.realms = realms;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Scheduled(initialDelayString = "PT1S", fixedDelayString = "PT1S")
    void run() {
        try {
            for (int i = 0; i < AT_ONCE; i++) {
                if (!next()) {
                    return;
                }
            }
        } catch (RuntimeException ex) { // the database is away: later
            LOG.warn("People were not told yet that their sign-in is slowed down: {}", ex.getMessage());
        }
    }

    /** False when there is nobody to be told. Whoever cannot be told keeps nobody else from it. */
    private boolean next() {
        AtomicReference<SlowedTries.@Nullable Untold> taken = new AtomicReference<>();
        try {
            transactions.executeWithoutResult(status -> tries.take().ifPresent(untold -> {
                taken.set(untold);
                realms.find(untold.realm()).ifPresent(realm -> tell(realm, untold));
            }));
        } catch (RuntimeException ex) {
            SlowedTries.Untold untold = taken.get();
            if (untold == null) {
                throw ex;
            }
            LOG.warn("A person cannot be told that their sign-in is slowed down: {}", ex.getMessage());
            tries.giveUp(untold);
        }
        return taken.get() != null;
    }

    /** The account is locked since it was taken, so that two nodes do not tell at once. */
    private void tell(Realm realm, SlowedTries.Untold untold) {
        boolean told = accounts.find(realm, untold.account()).isEmpty() || wasTold(realm, untold);
        if (!told) {
            notices.tell(
                    realm, untold.account(), SecurityNotices.Kind.SIGN_IN_SLOWED, Map.of("network", untold.address()));
        }
    }

    private boolean wasTold(Realm realm, SlowedTries.Untold untold) {
        Instant since = clock.instant().minus(AT_MOST_ONCE_IN);
        return log.of(realm, untold.account()).stream()
                .filter(letter -> letter.kind().equals(MailKind.SIGN_IN_SLOWED.code()))
                .map(SentMail::queuedAt)
                .anyMatch(since::isBefore);
    }
}
