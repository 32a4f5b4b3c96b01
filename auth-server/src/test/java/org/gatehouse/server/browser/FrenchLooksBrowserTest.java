package org.gatehouse.server.browser;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page there is, in the words of another language. */
class FrenchLooksBrowserTest extends Journeys {

    @ParameterizedTest
    @MethodSource("org.gatehouse.server.browser.Scenes#all")
    void pageLooksRightInFrench(Scenes.Scene scene) {
        Visitor visitor = frenchVisitor();
        scene.journey().accept(visitor);
        new Looks(visitor.reads("fr").page(), scene.name() + "-fr").inWords();
    }
}
