package org.gatehouse.server.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceDescriptionTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "okhttp/4.12.0", "Dart/3.2 (dart:io)", "Acme/3 CFNetwork/1494 Darwin/23.4.0", ";;;)))"})
    void describeWhenTheUserAgentTellsNothingThenNothing(@Nullable String userAgent) {
        assertThat(DeviceDescription.of(userAgent)).isEqualTo(new DeviceDescription(null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36",
                "Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0",
                "Mozilla/5.0 (Linux; Android 10; <script>) AppleWebKit/537.36",
                "Mozilla/5.0 (Linux; Android 10; \u202eevil) AppleWebKit/537.36",
                "Android"
            })
    void describeWhenAndroidTellsNoModelThenTheSystemOnly(String userAgent) {
        assertThat(DeviceDescription.of(userAgent)).isEqualTo(new DeviceDescription(null, "Android"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/120.0 Mobile        | Pixel 8   | Android
            Dalvik/2.1.0 (Linux; U; Android 13; SM-S901B Build/TP1A.220624.014)                    | SM-S901B  | Android
            Mozilla/5.0 (Linux; Android 9; SM-G960F Build/PPR1.180610.011; wv) AppleWebKit/537.36  | SM-G960F  | Android
            Mozilla/5.0 (Linux; U; Android 4.0.3; en-us; Nexus S Build/IML74K) AppleWebKit/534.30  | Nexus S   | Android
            Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15            | iPhone    | iOS
            AcmeField/3.2 (iPad; iOS 17.4; Scale/2.00)                                             | iPad      | iPadOS
            Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36                           |           | Windows
            Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15                   |           | macOS
            Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36                            |           | ChromeOS
            Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101                               |           | Linux
            """)
    void describeThenModelAndSystem(String userAgent, @Nullable String name, String platform) {
        assertThat(DeviceDescription.of(userAgent)).isEqualTo(new DeviceDescription(name, platform));
    }

    @Test
    void describeWhenTheUserAgentIsMadeToBeSlowThenFast() {
        String slow = "Android ".repeat(100_000);

        assertTimeoutPreemptively(Duration.ofSeconds(1), () -> DeviceDescription.of(slow));
    }
}
