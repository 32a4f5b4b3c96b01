package org.gatehouse.server.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attoparser.ParseException;
import org.attoparser.config.ParseConfiguration;
import org.attoparser.dom.DOMMarkupParser;
import org.attoparser.dom.Element;
import org.attoparser.dom.INestableNode;
import org.attoparser.dom.INode;
import org.unbescape.html.HtmlEscape;

/** A page as whoever parses it finds it, not as it was written. */
final class ReadPage {

    private final List<Part> elements = new ArrayList<>();
    private final List<Text> texts = new ArrayList<>();

    private ReadPage(INestableNode root) {
        read(root, List.of());
    }

    static ReadPage of(String html) {
        try {
            return new ReadPage(new DOMMarkupParser(ParseConfiguration.htmlConfiguration()).parse(html));
        } catch (ParseException ex) {
            throw new AssertionError("The page cannot be read: " + html, ex);
        }
    }

    /** An element; its attributes as they are meant. */
    record Part(String name, Map<String, String> values) {

        Set<String> attributes() {
            return values.keySet();
        }

        boolean has(String attribute) {
            return values.containsKey(attribute);
        }

        String attribute(String attribute) {
            return values.getOrDefault(attribute, "");
        }
    }

    /** @param within the elements it is in, outermost first */
    record Text(String content, List<String> within) {

        boolean isInside(String element) {
            return within.contains(element);
        }
    }

    List<Part> elements() {
        return elements;
    }

    Stream<Part> all(String name) {
        return elements.stream().filter(element -> element.name().equals(name));
    }

    List<Text> texts() {
        return texts;
    }

    private void read(INestableNode node, List<String> within) {
        for (INode child : node.getChildren()) {
            if (child instanceof Element element) {
                String name = element.getElementName().toLowerCase(Locale.ROOT);
                elements.add(new Part(name, values(element)));
                read(element, Stream.concat(within.stream(), Stream.of(name)).toList());
            } else if (child instanceof org.attoparser.dom.Text text) {
                texts.add(new Text(HtmlEscape.unescapeHtml(text.getContent()), within));
            }
        }
    }

    private static Map<String, String> values(Element element) {
        return element.getAttributeMap() == null
                ? Map.of()
                : element.getAttributeMap().entrySet().stream()
                        .collect(Collectors.toMap(
                                entry -> entry.getKey().toLowerCase(Locale.ROOT),
                                entry -> entry.getValue() == null ? "" : HtmlEscape.unescapeHtml(entry.getValue()),
                                (one, other) -> one));
    }
}
