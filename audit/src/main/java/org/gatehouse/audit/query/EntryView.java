package org.gatehouse.audit.query;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.gatehouse.audit.event.ActivityType;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Origin;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.jspecify.annotations.Nullable;

/**
 * An entry as a reader sees it, opened as far as keys exist. An erased person comes back as {@link Party#erased()}; the
 * values of that person's changes and, for an actor, address and user agent are then absent.
 */
public record EntryView(
        String log,
        long index,
        Instant at,
        Instant occurredAt,
        String node,
        ActivityType activity,
        Outcome outcome,
        @Nullable String reason,
        Party actor,
        @Nullable Party target,
        Origin origin,
        Map<String, String> detail,
        List<Change> changes) {

    /** The same entry, told to somebody who may know less, or in other words. */
    public EntryView told(
            Party actor, @Nullable Party target, Origin origin, Map<String, String> detail, List<Change> changes) {
        return new EntryView(
                log, index, at, occurredAt, node, activity, outcome, reason, actor, target, origin, detail, changes);
    }
}
