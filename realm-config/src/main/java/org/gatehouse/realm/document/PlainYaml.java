package org.gatehouse.realm.document;

import java.util.Optional;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.parser.Parser;

/**
 * Lets only plain YAML through to the composer. Aliases are what "billion laughs" is made of, tags choose types behind
 * the reader's back, and a second document would be ignored in silence.
 */
final class PlainYaml implements Parser {

    private static final int DEEPEST = 32;

    private final Parser parser;
    private int documents;
    private int depth;

    PlainYaml(Parser parser) {
        this.parser = parser;
    }

    @Override
    public boolean checkEvent(Event.ID id) {
        return parser.checkEvent(id);
    }

    @Override
    public Event peekEvent() {
        return parser.peekEvent();
    }

    @Override
    public boolean hasNext() {
        return parser.hasNext();
    }

    @Override
    public Event next() {
        Event event = parser.next();
        switch (event.getEventId()) {
            case DocumentStart -> refuseWhen(++documents > 1, event, "The file holds more than one document.");
            case Alias -> refuseWhen(true, event, "Aliases (`*name`) are not read.");
            default -> refuseUnlessPlain(event);
        }
        return event;
    }

    private void refuseUnlessPlain(Event event) {
        if (event instanceof NodeEvent node) {
            Optional<Anchor> anchor = node.getAnchor();
            refuseWhen(anchor.isPresent(), event, "Anchors (`&name`) are not read.");
        }
        if (event instanceof ScalarEvent scalar) {
            refuseWhen(scalar.getTag().isPresent(), event, "Tags (`!name`) are not read.");
        }
        if (event instanceof CollectionStartEvent start) {
            refuseWhen(start.getTag().isPresent(), event, "Tags (`!name`) are not read.");
            refuseWhen(++depth > DEEPEST, event, "The file is nested deeper than " + DEEPEST + " levels.");
        }
        if (event instanceof CollectionEndEvent) {
            depth--;
        }
    }

    private static void refuseWhen(boolean refused, Event event, String message) {
        if (refused) {
            throw new UnreadableYaml(
                    event.getStartMark().orElse(null), message, "Write the value out where it is used.");
        }
    }
}
