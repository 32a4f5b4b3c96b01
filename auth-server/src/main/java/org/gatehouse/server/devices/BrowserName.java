package org.gatehouse.server.devices;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which browser a user agent says it is. Most claim to be several; the one that is true is named by the rarest word. */
final class BrowserName {

    /** In the order they are looked for: each also says what comes after it. */
    private static final Map<String, String> NAMES = order();

    private BrowserName() {}

    private static Map<String, String> order() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("Edg", "Edge");
        names.put("OPR/", "Opera");
        names.put("SamsungBrowser/", "Samsung Internet");
        names.put("Firefox/", "Firefox");
        names.put("FxiOS/", "Firefox");
        names.put("CriOS/", "Chrome");
        names.put("Chrome/", "Chrome");
        names.put("Safari/", "Safari");
        return names;
    }

    static @Nullable String of(String userAgent) {
        return NAMES.entrySet().stream()
                .filter(name -> userAgent.contains(name.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }
}
