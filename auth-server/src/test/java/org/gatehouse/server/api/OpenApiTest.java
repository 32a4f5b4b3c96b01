package org.gatehouse.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.reporting.Reports;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The description says what there is: nothing less, nothing more. */
class OpenApiTest {

    private final TestServer server = TestServer.shared();
    private final Answer answer = new Browser(server).get("/api/openapi.json");

    @Test
    void descriptionThenNamesEveryOperationAndNoOther() {
        Set<String> described = new TreeSet<>();
        answer.json()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().propertyNames().stream()
                        .filter(method -> !method.equals("parameters"))
                        .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));

        assertThat(described).isEqualTo(served());
    }

    @Test
    void descriptionThenEveryReferenceLeadsSomewhere() {
        JsonNode document = answer.json();

        assertThat(document.path("openapi").asString()).isEqualTo("3.1.0");
        document.findValues("$ref")
                .forEach(reference -> assertThat(
                                document.at(reference.asString().substring(1)).isMissingNode())
                        .as(reference.asString())
                        .isFalse());
    }

    @Test
    void descriptionThenKnowsEveryPermission() {
        Set<String> known = new TreeSet<>();
        answer.json().at("/components/schemas/Permission/enum").forEach(code -> known.add(code.asString()));

        assertThat(known)
                .isEqualTo(Set.of(Permission.values()).stream()
                        .map(Permission::code)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void descriptionThenReportedEntryIsTheSchemaReportsAreCheckedWith() {
        ObjectNode schema =
                (ObjectNode) JsonMapper.shared().readTree(Reports.class.getResourceAsStream("entry.schema.json"));
        schema.remove(List.of("$schema", "$id"));
        String rebased = schema.toString().replace("#/$defs/", "#/components/schemas/ReportedEntry/$defs/");

        assertThat(answer.json().at("/components/schemas/ReportedEntry"))
                .isEqualTo(JsonMapper.shared().readTree(rebased));
    }

    private Set<String> served() {
        Set<String> served = new TreeSet<>();
        server.bean(RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .forEach(mapping -> mapping.getPatternValues().stream()
                        .filter(path -> path.startsWith("/api/"))
                        .forEach(path -> mapping.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> served.add(method.name() + " " + path))));
        return served;
    }
}
