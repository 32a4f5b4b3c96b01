package org.gatehouse.server.console.trail;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which columns somebody wants besides when, what and which entry.
 *
 * @param shown in their order
 */
record TrailColumns(List<String> shown) {

    static final List<String> ALL =
            List.of("action", "who", "about", "from", "country", "outcome", "client", "session", "request");

    private static final List<String> USUAL = List.of("action", "who", "about", "from");

    /** @param chosen with commas between them; what is no column means nothing, so that {@code none} is none */
    static TrailColumns of(@Nullable String chosen) {
        if (chosen == null || chosen.isBlank()) {
            return new TrailColumns(USUAL);
        }
        List<String> asked = Arrays.asList(chosen.split(",", -1));
        return new TrailColumns(ALL.stream().filter(asked::contains).toList());
    }

    public boolean has(String column) {
        return shown.contains(column);
    }

    public List<String> all() {
        return ALL;
    }
}
