package org.gatehouse.server.browser;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page of the console and of the demo. Pictures: {@link Looks}. */
class ConsoleLooksBrowserTest extends Looking {

    @ParameterizedTest
    @MethodSource("org.gatehouse.server.browser.AdministratorScenes#all")
    void pageLooksRightEverywhere(Scene scene) {
        looksRight(scene, "acme");
    }
}
