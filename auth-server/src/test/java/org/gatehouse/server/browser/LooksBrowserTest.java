package org.gatehouse.server.browser;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page people meet who sign in and look after their account. Pictures: {@link Looks}. */
class LooksBrowserTest extends Looking {

    @ParameterizedTest
    @MethodSource("org.gatehouse.server.browser.PeopleScenes#all")
    void pageLooksRightEverywhere(Scene scene) {
        looksRight(scene, "acme");
    }
}
