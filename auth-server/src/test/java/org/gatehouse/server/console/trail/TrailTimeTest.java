package org.gatehouse.server.console.trail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrailTimeTest {

    private static final ZoneId UTC = ZoneOffset.UTC;
    private static final Instant NOW = Instant.parse("2026-03-31T12:00:30Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "yesterday",
                "now-",
                "now+1d",
                "now-1",
                "now-99999d",
                "now-9999y",
                "now-1s",
                "now/",
                "now/s",
                "now-1M/",
                "2026-02-30",
                "1969-12-31",
                "9999-01-01",
                "+1000000-01-01",
                "2026-01-01T00:00:00",
                "2026-01-01T25:00Z"
            })
    void readWhenItIsNoTimeThenNothing(String text) {
        assertThat(TrailTime.beginning(text, NOW, UTC)).isEmpty();
        assertThat(TrailTime.end(text, NOW, UTC)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "now, 2026-03-31T12:00:30Z",
        "now-15m, 2026-03-31T11:45:30Z",
        "now-24h, 2026-03-30T12:00:30Z",
        "now-1w, 2026-03-24T12:00:30Z",
        "now-1M, 2026-02-28T12:00:30Z",
        "now-2y, 2024-03-31T12:00:30Z",
        "now/d, 2026-03-31T00:00:00Z",
        "now-1M/M, 2026-02-01T00:00:00Z",
        "now/w, 2026-03-30T00:00:00Z",
        "now-1h/h, 2026-03-31T11:00:00Z",
        "now/y, 2026-01-01T00:00:00Z",
        "2026-01-02, 2026-01-02T00:00:00Z",
        "2026-01-02T08:30+02:00, 2026-01-02T06:30:00Z",
        "2026-01-02t08:30:15z, 2026-01-02T08:30:15Z"
    })
    void readThenTheTime(String text, Instant expected) {
        assertThat(TrailTime.beginning(" " + text + " ", NOW, UTC)).contains(expected);
    }

    @Test
    void readInAZoneThenItsDaysWhateverItsClocksDo() {
        ZoneId paris = ZoneId.of("Europe/Paris"); // summer time began on 29 March 2026

        assertThat(TrailTime.beginning("2026-03-29", NOW, paris)).contains(Instant.parse("2026-03-28T23:00:00Z"));
        assertThat(TrailTime.end("2026-03-29", NOW, paris)).contains(Instant.parse("2026-03-29T22:00:00Z"));
        assertThat(TrailTime.beginning("now-1M/M", NOW, paris)).contains(Instant.parse("2026-01-31T23:00:00Z"));
        assertThat(TrailTime.end("now-1M/M", NOW, paris)).contains(Instant.parse("2026-02-28T23:00:00Z"));
        assertThat(TrailTime.end("now-1h", NOW, paris)).contains(NOW.minusSeconds(3_600));
    }

    @Test
    void endOfADayThenTheWholeDayAndAMomentAsItIs() {
        assertThat(TrailTime.end("2026-01-02", NOW, UTC)).contains(Instant.parse("2026-01-03T00:00:00Z"));
        assertThat(TrailTime.end("2026-01-02T08:00Z", NOW, UTC)).contains(Instant.parse("2026-01-02T08:00:00Z"));
    }
}
