package org.gatehouse.audit.trail;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Entries in their places behind locked heads, and the heads that follow from them.
 *
 * @param logs one for each head
 * @param entries in the order they were given
 */
record Placement(List<Growth> logs, List<PlacedEntry> entries) {

    /** Places each entry behind its log's head and those before it; {@code now} is in microseconds since 1970. */
    static Placement behind(List<Head> heads, List<SealedEntry> entries, long now) throws SQLException {
        Map<Integer, Growth> logs = new HashMap<>();
        for (Head head : heads) {
            logs.put(head.log().id(), new Growth(head));
        }
        List<PlacedEntry> placed = new ArrayList<>(entries.size());
        for (SealedEntry entry : entries) {
            Growth log = Objects.requireNonNull(logs.get(entry.log().id()));
            placed.add(log.add(entry, now));
        }
        return new Placement(List.copyOf(logs.values()), placed);
    }
}
