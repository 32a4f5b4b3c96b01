package org.gatehouse.audit.event;

import java.util.Optional;

/** How loudly an entry should be read; the numbers are OCSF's {@code severity_id}. */
public enum Severity {
    INFORMATIONAL(1),
    LOW(2),
    MEDIUM(3),
    CRITICAL(5);

    private static final Severity[] ALL = values();

    private final int id;

    Severity(int id) {
        this.id = id;
    }

    public int id() {
        return id;
    }

    public static Optional<Severity> byId(int id) {
        for (Severity severity : ALL) { // asked several times for each entry that is read
            if (severity.id == id) {
                return Optional.of(severity);
            }
        }
        return Optional.empty();
    }

    /** A broken or forked trail is critical whatever its outcome; a replayed token means one was stolen. */
    public static Severity of(ActivityType activity, Outcome outcome) {
        return activity == Activity.LOG_BROKEN || activity == Activity.LOG_FORKED || activity == Activity.TOKEN_REPLAYED
                ? CRITICAL
                : of(outcome);
    }

    private static Severity of(Outcome outcome) {
        return switch (outcome) {
            case SUCCESS -> INFORMATIONAL;
            case FAILURE -> LOW;
            case DENIED -> MEDIUM;
        };
    }
}
