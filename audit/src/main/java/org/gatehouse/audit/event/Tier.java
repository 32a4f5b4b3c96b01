package org.gatehouse.audit.event;

import java.time.Period;
import java.util.Arrays;
import java.util.Optional;

/**
 * How long an entry is kept. A realm has one log per tier, because a log can only ever lose a prefix: entries of mixed
 * lifetimes in one log could never expire. The id is stored for ever.
 */
public enum Tier {
    P1M(1),
    P3M(2),
    P6M(3),
    P13M(4),
    P2Y(5),
    P3Y(6),
    P5Y(7);

    private static final Tier[] ALL = values();

    private final int id;
    private final Period period;

    Tier(int id) {
        this.id = id;
        this.period = Period.parse(name());
    }

    /** The stored number. */
    public int id() {
        return id;
    }

    public Period period() {
        return period;
    }

    /** Finds a tier by its ISO 8601 period, for example {@code P13M}. */
    public static Optional<Tier> find(String period) {
        return Arrays.stream(values())
                .filter(tier -> tier.name().equals(period))
                .findFirst();
    }

    /** Finds a tier by its stored number. */
    public static Optional<Tier> byId(int id) {
        for (Tier tier : ALL) { // asked several times for each entry that is read
            if (tier.id == id) {
                return Optional.of(tier);
            }
        }
        return Optional.empty();
    }
}
