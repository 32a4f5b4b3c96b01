package org.gatehouse.keycloak.trail;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether anything that is traced may be done now: not while the trail is further behind than it may be. */
final class Gate {

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    /** The mover looks every few seconds at the least; when it does not, nobody knows how far behind the trail is. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

    private record Look(Outbox.Waiting waiting, Instant at) {}

    private final Clock clock;
    private final Duration maxAge;
    private final int maxCount;
    private volatile @Nullable Look last; // null until the mover begins: Keycloak imports realms while it starts
    private volatile boolean open = true;
    private volatile @Nullable String obstacle;

    Gate(Clock clock, Duration maxAge, int maxCount) {
        this.clock = clock;
        this.maxAge = maxAge;
        this.maxCount = maxCount;
    }

    void saw(Outbox.Waiting waiting) {
        last = new Look(waiting, clock.instant());
        reportChange();
    }

    /** The outbox cannot be read, so there is no point in trying to write it. */
    void isBlind() {
        last = new Look(new Outbox.Waiting(0, Instant.EPOCH), Instant.EPOCH);
        reportChange();
    }

    /** Whatever waits: what is written now could never be moved. Until it is called with nothing. */
    void stop(Optional<String> why) {
        obstacle = why.orElse(null);
        reportChange();
    }

    /** Why nothing may be done; empty when it may. */
    Optional<String> refusal() {
        if (obstacle != null) {
            return Optional.ofNullable(obstacle);
        }
        Look look = last;
        if (look == null) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        if (Duration.between(look.at(), now).compareTo(LONGEST_SILENCE) > 0) {
            return Optional.of("Nobody can tell how far behind the audit trail is.");
        }
        if (look.waiting().count() >= maxCount) {
            return Optional.of("The audit trail is too many entries behind.");
        }
        boolean late = look.waiting().count() > 0
                && Duration.between(look.waiting().oldest(), now).compareTo(maxAge) > 0;
        return late ? Optional.of("The audit trail is too far behind.") : Optional.empty();
    }

    private void reportChange() {
        Optional<String> refusal = refusal();
        if (open != refusal.isEmpty()) {
            open = refusal.isEmpty();
            report(refusal);
        }
    }

    private static void report(Optional<String> refusal) {
        if (refusal.isPresent()) {
            LOG.error("{} Whatever would be traced is refused until it has caught up.", refusal.get());
        } else {
            LOG.info("The audit trail has caught up: requests are served again.");
        }
    }
}
