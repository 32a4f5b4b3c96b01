package org.gatehouse.realm.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RealmFileReferenceTest {

    private static final Path REFERENCE = Path.of("../docs/reference/realm-file.md");

    private static final JsonNode SCHEMA =
            JsonMapper.shared().readTree(RealmFiles.class.getResourceAsStream("realm.schema.json"));

    @Test
    void referenceThenSaysWhatTheSchemaSays() throws Exception {
        String expected = ReferenceText.of(SCHEMA);
        if (Boolean.getBoolean("reference.write")) {
            Files.createDirectories(REFERENCE.getParent());
            Files.writeString(REFERENCE, expected);
        }

        assertThat(REFERENCE)
                .as("stale; run: mvn -pl realm-config test -Dtest=RealmFileReferenceTest -Dreference.write=true")
                .hasContent(expected);
    }

    @Test
    void schemaThenDescribesEveryKey() {
        List<String> silent = new ArrayList<>();
        collectSilent("", SCHEMA, silent);

        assertThat(silent).isEmpty();
    }

    private static void collectSilent(String path, JsonNode node, List<String> silent) {
        node.path("properties").forEachEntry((key, property) -> {
            boolean described = property.has("$ref") || property.has("title") && property.has("description");
            if (!described) {
                silent.add(path + "/" + key);
            }
        });
        node.forEachEntry((key, child) -> {
            if (child.isObject()) {
                collectSilent(path + "/" + key, child, silent);
            }
        });
    }
}
