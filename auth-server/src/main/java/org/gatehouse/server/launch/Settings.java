package org.gatehouse.server.launch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Settings on their way from the command line to Spring. */
final class Settings {

    private final Map<String, String> values = new LinkedHashMap<>();

    Settings set(String name, String value) {
        values.put(name, value);
        return this;
    }

    Settings setAll(String name, List<String> several) {
        for (int i = 0; i < several.size(); i++) {
            set(name + "[" + i + "]", several.get(i));
        }
        return this;
    }

    String[] asArguments() {
        return values.entrySet().stream()
                .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new);
    }
}
