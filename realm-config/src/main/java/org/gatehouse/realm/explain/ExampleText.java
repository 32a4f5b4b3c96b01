package org.gatehouse.realm.explain;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.gatehouse.realm.document.SchemaPlace;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Writes values of a schema as people write them into a file. */
final class ExampleText {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final int WIDEST = 100;

    private ExampleText() {}

    /** A key with an example of its value; empty when the schema has none. */
    static String of(String key, SchemaPlace place) {
        return example(place).map(value -> entry(key, value)).orElse("");
    }

    private static String entry(String key, JsonNode value) {
        String line = key + ": " + value(value);
        return line.length() <= WIDEST ? line : dump(FlowStyle.BLOCK, Map.of(key, plain(value)));
    }

    static String value(JsonNode value) {
        return dump(FlowStyle.FLOW, plain(value));
    }

    /** Its own, or its default, or its first choice, or what the keys in it have. */
    private static Optional<JsonNode> example(SchemaPlace place) {
        return first(place.said("examples"))
                .or(() -> Optional.of(place.said("default")).filter(value -> !value.isMissingNode()))
                .or(() -> first(place.said("enum")))
                .or(() -> exampleOfKeys(place));
    }

    private static Optional<JsonNode> exampleOfKeys(SchemaPlace place) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        for (String key : place.keys()) {
            place.key(key).flatMap(ExampleText::example).ifPresent(value -> values.put(key, value));
        }
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(JSON.objectNode().setAll(values));
    }

    private static Optional<JsonNode> first(JsonNode list) {
        return list.isEmpty() ? Optional.empty() : Optional.of(list.get(0));
    }

    private static Object plain(JsonNode value) {
        return JsonMapper.shared().convertValue(value, Object.class);
    }

    private static String dump(FlowStyle style, Object value) {
        DumpSettings settings = DumpSettings.builder()
                .setSchema(new CoreSchema())
                .setDefaultFlowStyle(style)
                .setIndent(2)
                .setIndicatorIndent(2)
                .setIndentWithIndicator(true)
                .setSplitLines(false)
                .setWidth(Integer.MAX_VALUE)
                .build();
        return new Dump(settings).dumpToString(value).stripTrailing();
    }
}
