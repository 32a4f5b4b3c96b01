package org.gatehouse.server.console.connections;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** A map of a connection as somebody types it: a line for each entry, {@code there = here}. */
final class MapLines {

    private static final String SIGN = "=";

    /** As the schema of the realm file has it; lines that are empty count too. */
    static final int MOST = 500;

    private MapLines() {}

    static String of(Map<String, String> map) {
        return map.entrySet().stream()
                .map(entry -> entry.getKey() + " " + SIGN + " " + entry.getValue())
                .collect(Collectors.joining("\n"));
    }

    /** Whether there are more than a map may have. */
    static boolean areTooMany(String text) {
        return text.lines().limit(MOST + 1L).count() > MOST;
    }

    /** Lines that are no entry, as they were typed; the first few of many. */
    static List<String> wrong(String text) {
        return lines(text)
                .filter(line -> !isEntry(line))
                .limit(ConnectionRefusals.MOST_TOLD)
                .toList();
    }

    /** What was typed becomes the map of a section of the definition; of nothing, the section goes. */
    static void put(ObjectNode definition, String section, String text) {
        List<String> lines = lines(text).filter(MapLines::isEntry).toList();
        if (lines.isEmpty()) {
            definition.remove(section);
            return;
        }
        ObjectNode map = definition.withObject("/" + section).putObject("map");
        lines.forEach(line -> map.put(
                line.substring(0, place(line)).strip(),
                line.substring(place(line) + SIGN.length()).strip()));
    }

    private static Stream<String> lines(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty());
    }

    private static boolean isEntry(String line) {
        return place(line) > 0 && !isEmptyAfter(line);
    }

    /** The last one: what is there may have signs of its own, what is here rarely has. */
    private static int place(String line) {
        return line.lastIndexOf(SIGN);
    }

    private static boolean isEmptyAfter(String line) {
        return line.substring(place(line) + SIGN.length()).isBlank();
    }
}
