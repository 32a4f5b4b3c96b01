package org.gatehouse.server.reporting;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.PathType;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The shape of an entry (JSON Schema 2020-12). What was sent is never repeated: it may be a secret in the wrong place. */
final class ReportSchema {

    private final JsonNode document = read();
    private final Schema schema = SchemaRegistry.withDialect(
                    Dialects.getDraft202012(),
                    builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .pathType(PathType.JSON_POINTER)
                            .formatAssertionsEnabled(true)
                            .build()))
            .getSchema(document);

    /** Everything that is wrong, one problem for each place. */
    List<ReportProblem> check(int index, JsonNode entry) {
        Set<String> places = new HashSet<>();
        return schema.validate(entry).stream()
                .map(error -> problem(index, error))
                .filter(problem -> places.add(problem.pointer()))
                .toList();
    }

    private ReportProblem problem(int index, Error error) {
        String pointer = error.getInstanceLocation().toString();
        @Nullable String property = error.getProperty();
        return switch (error.getKeyword()) {
            case "additionalProperties" ->
                new ReportProblem(index, below(pointer, property), "unknown", "Nothing is called that here.");
            case "dependentRequired" -> // of the two, whichever is missing
                new ReportProblem(index, pointer, "required", meaning(error));
            case "required" -> new ReportProblem(index, below(pointer, property), "required", "This is missing.");
            default -> new ReportProblem(index, pointer, rule(error), meaning(error));
        };
    }

    private static String rule(Error error) {
        return error.getKeyword().equals("anyOf") ? "format" : error.getKeyword();
    }

    /** What the schema says of the place whose rule was broken. */
    private String meaning(Error error) {
        String rule = error.getSchemaLocation().getFragment().toString();
        JsonNode place = document.at(parent(rule));
        while (!place.has("description") && !rule.isEmpty()) { // a format stands inside an anyOf
            rule = parent(rule);
            place = document.at(rule);
        }
        String choices =
                place.path("enum").valueStream().map(JsonNode::asString).collect(Collectors.joining(", "));
        return place.path("description").asString("") + (choices.isEmpty() ? "" : " One of: " + choices + ".");
    }

    private static String parent(String pointer) {
        return pointer.substring(0, Math.max(pointer.lastIndexOf('/'), 0));
    }

    /** A name somebody made up is repeated only as far as it can be a name. */
    private static String below(String pointer, @Nullable String property) {
        return property != null && property.matches("[A-Za-z0-9_.-]{1,64}") ? pointer + "/" + property : pointer + "/…";
    }

    private static JsonNode read() {
        InputStream in = ReportSchema.class.getResourceAsStream("entry.schema.json");
        return JsonMapper.shared().readTree(Objects.requireNonNull(in)); // closes the stream
    }
}
