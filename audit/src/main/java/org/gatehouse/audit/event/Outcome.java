package org.gatehouse.audit.event;

import java.util.Optional;

/** How it ended: done, attempted in vain, or forbidden by a rule. The id is stored for ever. */
public enum Outcome {
    SUCCESS(1),
    FAILURE(2),
    DENIED(3);

    private static final Outcome[] ALL = values();

    private final int id;

    Outcome(int id) {
        this.id = id;
    }

    public int id() {
        return id;
    }

    public static Optional<Outcome> byId(int id) {
        for (Outcome outcome : ALL) { // asked several times for each entry that is read
            if (outcome.id == id) {
                return Optional.of(outcome);
            }
        }
        return Optional.empty();
    }
}
