package org.gatehouse.server.exports.trail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Stream;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.ActivityType;
import org.gatehouse.audit.event.Category;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.CustomActivity;
import org.gatehouse.audit.event.Origin;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.query.EntryView;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** <a href="https://schema.ocsf.io/1.8.0">OCSF 1.8.0</a>: what every event and each class require. */
@DisplayName("Whatever the trail records, OCSF gets an event its schema takes")
class OcsfEventTest {

    private static final Properties REQUIRED = load();

    static Stream<ActivityType> activities() {
        return Stream.concat(
                Arrays.stream(Activity.values()),
                Arrays.stream(Category.values())
                        .map(category -> new CustomActivity(CustomActivity.FIRST_ID, "x.own", category, Map.of())));
    }

    @ParameterizedTest
    @MethodSource("activities")
    void ofThenAllThatTheSchemaRequires(ActivityType activity) {
        for (Outcome outcome : Outcome.values()) {
            for (Party actor : parties()) {
                assertFits(entry(activity, outcome, actor, null, Origin.none()));
                for (Party target : parties()) {
                    assertFits(entry(
                            activity,
                            outcome,
                            actor,
                            target,
                            new Origin("app", "s", "r", "192.0.2.7", "Firefox", "FR")));
                }
            }
        }
    }

    private static List<Party> parties() {
        return List.of(
                Party.account(UUID.randomUUID(), "Alice", "alice@acme.example"),
                Party.account(UUID.randomUUID(), "", null),
                Party.erased(),
                Party.restricted(),
                Party.client("field-app"),
                Party.device("d-1"),
                Party.realm("acme"),
                Party.system(),
                Party.anonymous(),
                Party.object("form", "42"));
    }

    private static void assertFits(EntryView entry) {
        JsonNode event = OcsfEvent.of(new ExportedEntry(entry, null));
        String classUid = event.path("class_uid").asString();
        assertThat(event.path("type_uid").asInt())
                .isEqualTo(event.path("class_uid").asInt() * 100
                        + event.path("activity_id").asInt());
        assertThat(event.path("category_uid").asInt())
                .isEqualTo(event.path("class_uid").asInt() / 1_000);
        assertThat(event.at("/metadata/version").asString()).isEqualTo("1.8.0");
        assertThat(event.path("time").isIntegralNumber()).isTrue();
        assertRules(event, "every.");
        assertRules(event, classUid + ".");
        REQUIRED.stringPropertyNames().stream()
                .filter(rule -> rule.startsWith("object."))
                .forEach(rule -> assertObject(event, rule.substring("object.".length())));
    }

    private static void assertRules(JsonNode event, String prefix) {
        assertThat(REQUIRED).as("the table").containsKey(prefix + "attributes");
        REQUIRED.stringPropertyNames().stream()
                .filter(rule -> rule.startsWith(prefix))
                .forEach(rule -> assertRule(event, rule.substring(prefix.length()), values(rule)));
    }

    private static void assertRule(JsonNode event, String rule, List<String> values) {
        if (rule.equals("attributes")) {
            assertThat(values)
                    .allSatisfy(
                            path -> assertThat(isThere(event, path)).as(path).isTrue());
        } else if (rule.startsWith("one.")) {
            assertThat(values).as(rule).anyMatch(path -> isThere(event, path));
        } else {
            assertThat(values)
                    .as(rule)
                    .contains(event.path(rule.substring("enum.".length())).asString());
        }
    }

    private static void assertObject(JsonNode event, String rule) {
        String path = rule.substring(0, rule.lastIndexOf('.'));
        boolean all = rule.endsWith(".attributes");
        for (JsonNode object : objects(event, path)) {
            List<String> names = values("object." + rule);
            assertThat(names)
                    .as(rule + " of " + object)
                    .matches(them -> all
                            ? them.stream().allMatch(name -> isThere(object, name))
                            : them.stream().anyMatch(name -> isThere(object, name)));
        }
    }

    private static List<JsonNode> objects(JsonNode event, String path) {
        JsonNode found = event.at("/" + path.replace("[]", "").replace('.', '/'));
        return path.endsWith("[]") ? found.valueStream().toList() : found.isMissingNode() ? List.of() : List.of(found);
    }

    /** There, and saying something. */
    private static boolean isThere(JsonNode event, String path) {
        JsonNode found = event.at("/" + path.replace('.', '/'));
        return found.isContainer() ? !found.isEmpty() : !found.asString("").isEmpty();
    }

    private static List<String> values(String rule) {
        return List.of(REQUIRED.getProperty(rule).strip().split("\\s+"));
    }

    private static EntryView entry(
            ActivityType activity, Outcome outcome, Party actor, @Nullable Party target, Origin origin) {
        return new EntryView(
                "acme/" + activity.category().defaultTier(),
                7,
                Instant.parse("2026-11-30T10:00:00Z"),
                Instant.parse("2026-11-30T09:59:59Z"),
                "node-1",
                activity,
                outcome,
                outcome == Outcome.SUCCESS ? null : "wrong-password",
                actor,
                target,
                origin,
                Map.of(),
                List.of(Change.of("locale", "en", "fr")));
    }

    private static Properties load() {
        try (InputStream table = OcsfEventTest.class.getResourceAsStream("/ocsf/required-1.8.0.properties")) {
            Properties required = new Properties();
            required.load(table);
            return required;
        } catch (IOException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
