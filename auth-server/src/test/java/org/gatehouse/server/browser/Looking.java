package org.gatehouse.server.browser;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Comes to a page and looks at it in every circumstance, in both languages; always at the same browser. */
abstract class Looking extends Journeys {

    /** What a page is made of, whatever the words. */
    private static final String SHAPE =
            "() => [...document.querySelectorAll('main *')].map(element => element.tagName).join()";

    private static Visitor visitor;

    @BeforeAll
    static void comes() {
        visitor = Visitor.to(HOUSE, "en-GB");
    }

    @AfterAll
    static void leaves() {
        visitor.leaves();
    }

    void looksRight(Scene scene, String realm) {
        visitor.makesRoom();
        visitor.of(realm);
        scene.journey().accept(visitor);
        new Looks(visitor.page(), scene.name()).everywhere();
        new Looks(inFrench(scene, visitor).page(), scene.name() + "-fr").inWords();
    }

    /** By the link below the page; what is lost by that, as the answer to a form, is come to anew. */
    private Visitor inFrench(Scene scene, Visitor visitor) {
        String shape = shape(visitor);
        visitor.opens(visitor.linkTo("fr"));
        if (visitor.language().equals("fr") && shape(visitor).equals(shape)) {
            return visitor;
        }
        Visitor french = frenchVisitor().of(visitor.realm());
        scene.journey().accept(french);
        return french.reads("fr");
    }

    private static String shape(Visitor visitor) {
        return (String) visitor.page().evaluate(SHAPE);
    }
}
