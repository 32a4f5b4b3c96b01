package org.gatehouse.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PageAddressTest {

    @Test
    void aPathThatLooksLikeAHostIsNotLinked() {
        assertThat(new PageAddress("//evil.example", null).in(Language.FRENCH)).isEqualTo("?lang=fr");
        assertThat(new PageAddress("/\\evil.example", null).in(Language.FRENCH)).isEqualTo("?lang=fr");
        assertThat(new PageAddress("javascript:x", null).in(Language.FRENCH)).isEqualTo("?lang=fr");
    }

    @Test
    void theQueryIsKeptAsItWasWritten() {
        assertThat(new PageAddress("/a", "x=%2F&y=1&y=2").in(Language.FRENCH)).isEqualTo("/a?x=%2F&y=1&y=2&lang=fr");
    }

    @Test
    void earlierChoicesGiveWay() {
        assertThat(new PageAddress("/a", "lang=en&ui_locales=en&z=").in(Language.FRENCH))
                .isEqualTo("/a?z=&lang=fr");
    }
}
