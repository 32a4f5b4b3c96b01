package org.gatehouse.server.browser;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page there is, as different people meet it. The pictures are in {@code target/screenshots}. */
class LooksBrowserTest extends Journeys {

    @ParameterizedTest
    @MethodSource("org.gatehouse.server.browser.Scenes#all")
    void pageLooksRightEverywhere(Scenes.Scene scene) {
        Visitor visitor = visitor();
        scene.journey().accept(visitor);
        new Looks(visitor.page(), scene.name()).everywhere();
    }
}
