package org.gatehouse.server.trailviews;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How often a kept question may write to whoever keeps it, at most. */
public enum AlertPace {
    HOUR(Duration.ofHours(1)),
    DAY(Duration.ofDays(1));

    private final Duration pause;

    AlertPace(Duration pause) {
        this.pause = pause;
    }

    public static Optional<AlertPace> find(String code) {
        return Arrays.stream(values()).filter(pace -> pace.code().equals(code)).findFirst();
    }

    /** As forms and tables write it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Between two letters. */
    Duration pause() {
        return pause;
    }
}
