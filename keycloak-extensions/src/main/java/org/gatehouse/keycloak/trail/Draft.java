package org.gatehouse.keycloak.trail;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.gatehouse.audit.event.AuditEvent;

/**
 * An entry to be, of which the rest is known when its transaction is about to commit.
 *
 * @param key what happened to what; of two with the same key in a transaction the first counts
 * @param needsBefore whether it wants to know what was there before
 */
record Draft(String key, boolean needsBefore, Completion completion) {

    /** Fills in the rest. */
    @FunctionalInterface
    interface Completion {

        /** @param before what was committed before this transaction, by its place; empty where nothing was */
        List<AuditEvent> complete(Cause cause, Function<Place, Map<String, String>> before);
    }

    static Draft of(String key, Function<Cause, AuditEvent.Builder> event) {
        return new Draft(
                key, false, (cause, before) -> List.of(event.apply(cause).build()));
    }

    static Draft comparing(String key, Completion completion) {
        return new Draft(key, true, completion);
    }
}
