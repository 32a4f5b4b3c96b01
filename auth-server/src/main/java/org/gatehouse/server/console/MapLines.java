package org.gatehouse.server.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** A map of a connection as somebody types it: a line for each entry, {@code there = here}. */
final class MapLines {

    private static final String SIGN = "=";

    private MapLines() {}

    static String of(Map<String, String> map) {
        return map.entrySet().stream()
                .map(entry -> entry.getKey() + " " + SIGN + " " + entry.getValue())
                .collect(Collectors.joining("\n"));
    }

    /** Lines that are no entry, as they were typed. */
    static List<String> wrong(String text) {
        return lines(text).stream()
                .filter(line -> place(line) <= 0 || isEmptyAfter(line))
                .toList();
    }

    /** What was typed becomes the map of a section of the definition; of nothing, the section goes. */
    static void put(ObjectNode definition, String section, String text) {
        List<String> lines = new ArrayList<>(lines(text));
        lines.removeAll(wrong(text));
        if (lines.isEmpty()) {
            definition.remove(section);
            return;
        }
        ObjectNode map = definition.withObject("/" + section).putObject("map");
        lines.forEach(line -> map.put(
                line.substring(0, place(line)).strip(),
                line.substring(place(line) + SIGN.length()).strip()));
    }

    private static List<String> lines(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    /** The last one: what is there may have signs of its own, what is here rarely has. */
    private static int place(String line) {
        return line.lastIndexOf(SIGN);
    }

    private static boolean isEmptyAfter(String line) {
        return line.substring(place(line) + SIGN.length()).isBlank();
    }
}
