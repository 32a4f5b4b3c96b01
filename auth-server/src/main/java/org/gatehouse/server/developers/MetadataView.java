package org.gatehouse.server.developers;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The metadata document as rows. Names and values stay as they are in it: they are what a program is given. */
final class MetadataView {

    /** One line of the document. */
    record Row(String name, String value) {}

    private MetadataView() {}

    static List<Row> endpoints(JsonNode document) {
        return rows(document, MetadataView::isEndpoint);
    }

    /** Everything but the endpoints and the issuer, which stands above. */
    static List<Row> features(JsonNode document) {
        return rows(document, name -> !isEndpoint(name) && !name.equals("issuer"));
    }

    private static List<Row> rows(JsonNode document, Predicate<String> wanted) {
        return document.properties().stream()
                .filter(property -> wanted.test(property.getKey()))
                .map(property -> new Row(property.getKey(), text(property.getValue())))
                .sorted(Comparator.comparing(Row::name))
                .toList();
    }

    private static boolean isEndpoint(String name) {
        return name.endsWith("_endpoint") || name.equals("jwks_uri");
    }

    private static String text(JsonNode value) {
        Stream<JsonNode> parts = value.isArray() ? value.valueStream() : Stream.of(value);
        return parts.map(part -> part.isContainer() ? part.toString() : part.asString())
                .collect(Collectors.joining(", "));
    }
}
