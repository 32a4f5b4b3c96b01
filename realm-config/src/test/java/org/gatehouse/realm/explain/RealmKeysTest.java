package org.gatehouse.realm.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.gatehouse.realm.document.SchemaPlace;
import org.gatehouse.realm.file.RealmFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class RealmKeysTest {

    private static final JsonNode SCHEMA = JsonMapper.shared().readTree(RealmFiles.schema());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            clients.redirectUrls         | There is no key `clients.redirectUrls`. Did you mean `clients.redirectUris`?
            client.redirectUris          | There is no key `client`. Did you mean `clients` or `secondFactor.when.client`?
            redirectUris                 | There is no key `redirectUris`. Did you mean `clients.redirectUris`?
            password.rules.patern        | Did you mean `password.rules.pattern`?
            clients.id.x                 | There is no key `clients.id.x`.
            secondFactor.method          | Did you mean `secondFactor.methods`?
            .                            | There is no key `.`.
            bluetooth                    | Known are: version, realm, displayName,
            groups.groups.groups.groups.groups.groups.groups.groups.groups.groups.groups.name | nested""")
    void explainWhenThereIsNoSuchKeyThenNamesTheNearest(String key, String sentence) {
        assertThatThrownBy(() -> RealmKeys.explain(key))
                .isInstanceOf(UnknownKeyException.class)
                .hasMessageContaining(sentence);
    }

    /** All that is marked, and nothing else: whoever begins to enforce a key takes its mark away. */
    @Test
    void explainWhenKeyIsNotEnforcedThenSaysSoOfAllThatIsInIt() {
        for (String path : paths("", SCHEMA, 0)) {
            boolean marked = isMarked(path);
            assertThat(RealmKeys.explain(path).enforced()).as(path).isEqualTo(!marked);
        }
        assertThat(RealmKeys.all())
                .hasEntrySatisfying("realm", text -> assertThat(text).doesNotContain(RealmKeys.NOT_ENFORCED));
    }

    private static boolean isMarked(String path) {
        JsonNode place = SCHEMA;
        boolean marked = false;
        for (String key : path.split("\\.")) {
            JsonNode around = target(place);
            JsonNode property = (around.has("items") ? target(around.path("items")) : around)
                    .path("properties")
                    .path(key);
            marked |= property.path(SchemaPlace.NOT_ENFORCED).asBoolean(false);
            place = property;
        }
        return marked;
    }

    @Test
    void explainThenSaysTypeDefaultBoundsMeaningAndExample() {
        KeyExplanation pkce = RealmKeys.explain("clients.pkce");

        assertThat(pkce.type()).isEqualTo("text");
        assertThat(pkce.choices()).containsExactly("required", "optional");
        assertThat(pkce.defaultValue()).isEqualTo("required");
        assertThat(pkce.meaning()).contains("RFC 7636");
        assertThat(pkce.example()).isEqualTo("pkce: required");
        assertThat(pkce.required()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            clients[].redirectUris       | list of texts  | no item twice
            clients[0].id                | text           | matches ^[A-Za-z0-9]
            password.rules               | list of groups of keys | items: at least 1
            tokens.web.access            | duration       | at most 24 characters
            attributes.maxLength         | whole number   | at most 2048
            groups.groups.groups.name    | text           | at most 100 characters""")
    void explainThenKnowsKeysInListsAndGroups(String key, String type, String bound) {
        assertThat(RealmKeys.explain(key).type()).isEqualTo(type);
        assertThat(RealmKeys.explain(key).bounds()).anyMatch(each -> each.startsWith(bound));
    }

    @Test
    void explainWhenItIsAGroupThenNamesItsKeys() {
        assertThat(RealmKeys.explain("clients").keys()).containsKeys("id", "kind", "secret");
        assertThat(RealmKeys.explain("clients.id").required()).isTrue();
        assertThat(RealmKeys.explain("clients.id").keys()).isEmpty();
    }

    @Test
    void explainThenHasAnExampleOfEveryKey() {
        assertThat(paths("", SCHEMA, 0))
                .hasSizeGreaterThan(60)
                .allSatisfy(path ->
                        assertThat(RealmKeys.explain(path).example()).as(path).isNotEmpty());
    }

    /** What is shown as an example, or counts as the default, may be written. */
    @Test
    void schemaThenAcceptsItsOwnExamplesAndDefaults() {
        List<String> wrong = new ArrayList<>();
        check("", SCHEMA, wrong);

        assertThat(wrong).isEmpty();
    }

    private static void check(String path, JsonNode node, List<String> wrong) {
        if (node.path("title").isString()) { // a place, and not a property that is called so
            Stream.concat(node.path("examples").valueStream(), Stream.of(node.path("default")))
                    .filter(value -> !value.isMissingNode())
                    .filter(value -> !isAccepted(node, value))
                    .forEach(value -> wrong.add(path + ": " + value));
        }
        node.forEachEntry((key, child) -> {
            if (child.isObject() && !key.equals("examples")) {
                check(path + "/" + key, child, wrong);
            }
        });
    }

    private static boolean isAccepted(JsonNode place, JsonNode value) {
        ObjectNode schema = (ObjectNode) place.deepCopy();
        schema.set("$defs", SCHEMA.path("$defs"));
        return SchemaRegistry.withDialect(Dialects.getDraft202012())
                .getSchema(schema)
                .validate(value)
                .isEmpty();
    }

    private static List<String> paths(String before, JsonNode around, int depth) {
        List<String> paths = new ArrayList<>();
        target(target(around).has("items") ? target(around).path("items") : around)
                .path("properties")
                .forEachEntry((key, property) -> {
                    paths.add(before + key);
                    if (depth < 4) {
                        paths.addAll(paths(before + key + ".", property, depth + 1));
                    }
                });
        return paths;
    }

    private static JsonNode target(JsonNode place) {
        String reference = place.path("$ref").asString("");
        return reference.isEmpty() ? place : SCHEMA.at(reference.substring(1));
    }
}
