package org.gatehouse.server.exports.trail;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How many of what there are among exported entries. */
final class EntryTally {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Map<String, Count> activities = new TreeMap<>();
    private final Map<String, Long> logs = new TreeMap<>();
    private long entries;

    private EntryTally() {}

    /** @param refused those of the entries that say a failure or a refusal */
    record Count(long entries, long refused) {}

    /** @param lines an entry each, as {@link EntryJson} writes it, in parts that end with a line */
    static EntryTally of(Iterable<byte[]> lines) {
        EntryTally tally = new EntryTally();
        for (byte[] part : lines) {
            new String(part, StandardCharsets.UTF_8).lines().forEach(line -> tally.add(MAPPER.readTree(line)));
        }
        return tally;
    }

    long entries() {
        return entries;
    }

    /** By activity. */
    Map<String, Count> activities() {
        return activities;
    }

    /** Entries of a log, by its name. */
    long of(String log) {
        return logs.getOrDefault(log, 0L);
    }

    private void add(JsonNode entry) {
        entries++;
        long refused = entry.path("outcome").asString("").equals("success") ? 0 : 1;
        activities.merge(
                entry.path("activity").asString(""),
                new Count(1, refused),
                (one, other) -> new Count(one.entries() + other.entries(), one.refused() + other.refused()));
        logs.merge(entry.path("log").asString(""), 1L, Long::sum);
    }
}
