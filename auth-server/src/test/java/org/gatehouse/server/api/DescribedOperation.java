package org.gatehouse.server.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.TestServer;
import tools.jackson.databind.JsonNode;

/**
 * One operation of the API by its own description, which {@link OpenApiTest} holds to what there is: so that an operation
 * that is new is tried by itself.
 *
 * @param path below the realm
 * @param parameters names of those in the query
 * @param lists those of them that may be there more than once
 * @param names what its body may name; empty when it names nothing itself
 */
record DescribedOperation(
        String method,
        String path,
        List<String> parameters,
        List<String> lists,
        boolean hasBody,
        boolean wantsVersion,
        List<String> names) {

    private static final String REALM = "/api/realms/{realm}";

    static List<DescribedOperation> all(TestServer server) {
        JsonNode document = new Browser(server).get("/api/openapi.json").json();
        List<DescribedOperation> all = new ArrayList<>();
        document.path("paths").properties().stream()
                .filter(path -> path.getKey().startsWith(REALM))
                .forEach(path -> path.getValue().properties().stream()
                        .filter(method -> !method.getKey().equals("parameters"))
                        .forEach(method -> all.add(of(
                                document,
                                method.getKey().toUpperCase(Locale.ROOT),
                                path.getKey().substring(REALM.length()),
                                method.getValue()))));
        return all;
    }

    private static DescribedOperation of(JsonNode document, String method, String path, JsonNode operation) {
        List<JsonNode> parameters = operation
                .path("parameters")
                .valueStream()
                .map(node -> resolved(document, node))
                .toList();
        List<JsonNode> query = parameters.stream()
                .filter(each -> each.path("in").asString().equals("query"))
                .toList();
        JsonNode body = resolved(document, operation.path("requestBody"));
        JsonNode schema =
                resolved(document, body.path("content").path("application/json").path("schema"));
        return new DescribedOperation(
                method,
                path,
                query.stream().map(each -> each.path("name").asString()).toList(),
                query.stream()
                        .filter(each -> resolved(document, each.path("schema"))
                                .path("type")
                                .asString("")
                                .equals("array"))
                        .map(each -> each.path("name").asString())
                        .toList(),
                !body.isMissingNode(),
                parameters.stream()
                        .anyMatch(each -> each.path("name").asString().equals("If-Match")),
                List.copyOf(schema.path("properties").propertyNames()));
    }

    private static JsonNode resolved(JsonNode document, JsonNode node) {
        String reference = node.path("$ref").asString("");
        return reference.isEmpty() ? node : resolved(document, document.at(reference.substring(1)));
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
