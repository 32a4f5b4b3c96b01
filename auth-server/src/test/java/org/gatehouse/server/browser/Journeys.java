package org.gatehouse.server.browser;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** Tests with visitors in front of the house. What pages do wrong on the way fails the test, whatever it is about. */
abstract class Journeys {

    static final House HOUSE = House.open();

    private final List<Visitor> visitors = new ArrayList<>();

    Visitor visitor() {
        return let(Visitor.to(HOUSE, "en-GB"));
    }

    Visitor frenchVisitor() {
        return let(Visitor.to(HOUSE, "fr-FR"));
    }

    Visitor visitorWithoutScript() {
        return let(Visitor.withoutScript(HOUSE));
    }

    private Visitor let(Visitor visitor) {
        visitors.add(visitor);
        return visitor;
    }

    @AfterEach
    void everybodyLeaves() {
        visitors.forEach(Visitor::leaves);
    }
}
