package org.gatehouse.realm.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a file before anyone asks what it means. */
class RealmFilesSafetyTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, quoteCharacter = '\u0001', textBlock = """
            realm: &name acme|acme.yaml:1:8: Anchors (`&name`) are not read.
            realm: acme\\ndisplayName: *name|acme.yaml:2:14: Aliases (`*name`) are not read.
            realm: !!str acme|acme.yaml:1:8: Tags (`!name`) are not read.
            realm: !!java.net.URL [http://x]|acme.yaml:1:8: Tags (`!name`) are not read.
            realm: acme\\n---\\nrealm: b|acme.yaml:2:1: The file holds more than one document.
            realm: acme\\n? [a, b]\\n: c|acme.yaml:2:3: A key must be a plain word.
            realm: [acme|acme.yaml:1:13: This is not YAML: expected ',' or ']', but got
            realm: acme\\n\\tdisplayName: x|acme.yaml:2:1: This is not YAML:
            realm: "a\\u0001"|acme.yaml:1:1: This is not YAML:""")
    void readWhenYamlIsNotPlainThenSaysWhere(String text, String refusal) {
        String unescaped = text.replace("\\n", "\n").replace("\\t", "\t").replace("\\u0001", "\u0001");

        assertThat(Yaml.refusals(unescaped)).singleElement().asString().startsWith(refusal);
    }

    @Test
    void readWhenAliasesExplodeThenRefusesAtTheFirst() {
        String bomb = "a: &a [x,x]\nb: &b [*a,*a,*a]\nc: &c [*b,*b,*b]\n";

        assertThat(Yaml.refusals(bomb)).singleElement().asString().contains("acme.yaml:1:4: Anchors");
    }

    @Test
    void readWhenNestedWithoutEndThenRefuses() {
        assertThat(Yaml.refusals("realm: " + "[".repeat(100_000)))
                .singleElement()
                .asString()
                .contains("nested deeper than 32 levels");
    }

    @Test
    void readWhenKeyIsWrittenTwiceThenNamesTheSecondPlaceOfEach() {
        assertThat(Yaml.refusals("realm: acme\nlanguages: [en]\nrealm: other\nlanguages: [fr]\n"))
                .containsExactly(
                        "acme.yaml:3:1: The key `realm` is written twice. Keep one of them.",
                        "acme.yaml:4:1: The key `languages` is written twice. Keep one of them.");
    }

    @Test
    void readWhenNotUtf8ThenRefuses() {
        assertThat(Yaml.findings("realm: acme\ndisplayName: Café".getBytes(StandardCharsets.ISO_8859_1)))
                .singleElement()
                .asString()
                .contains("not written in UTF-8");
    }

    @Test
    void readWhenLargerThanOneMebibyteThenRefusesUnread() {
        assertThat(Yaml.refusals("realm: acme\n#" + "x".repeat(1024 * 1024)))
                .containsExactly("acme.yaml:1:1: The file is larger than 1024 KiB.");
    }

    @Test
    void readWhenEmptyThenRefuses() {
        assertThat(Yaml.refusals("")).containsExactly("acme.yaml:1:1: The file is empty.");
        assertThat(Yaml.refusals("# only a comment\n")).containsExactly("acme.yaml:1:1: The file is empty.");
    }

    @Test
    void readWhenNotAGroupOfKeysThenRefuses() {
        assertThat(Yaml.refusals("- realm"))
                .first()
                .asString()
                .contains("acme.yaml:1:1: This must be a group of keys.");
    }

    @Test
    void readWhenFileIsAbsentThenRefuses(@TempDir Path directory) {
        assertThatThrownBy(() -> RealmFiles.read(directory.resolve("none.yaml")))
                .isInstanceOf(RealmFileException.class)
                .hasMessageContaining("none.yaml:1:1: The file does not exist.");
        assertThatThrownBy(() -> RealmFiles.read(directory))
                .isInstanceOf(RealmFileException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void readWhenFileStartsWithByteOrderMarkThenReadsIt() {
        assertThat(Yaml.read("\uFEFFrealm: acme").realm()).isEqualTo("acme");
    }

    @Test
    void fromJsonWhenBrokenThenRefuses() {
        assertThatThrownBy(() -> RealmFiles.fromJson("{\"realm\":")).isInstanceOf(RealmFileException.class);
        assertThatThrownBy(() -> RealmFiles.fromJson("{\"realm\":\"acme\",\"support\":{\"access\":\"never\"}}"))
                .hasMessageContaining("realm#/support: `support` is not enforced by this version yet");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            clients: [{id: a, kind: mobile, redirectUris: ['com.example.a:/cb'], secret: hunter2}]
            clients: [{id: a, kind: web, redirectUris: ['https://a.example/'], secrt: hunter2}]
            clients: [{id: a, kind: web, redirectUris: ['https://a.example/'], clientSecret: hunter2}]
            clients: [{id: a, kind: web, redirectUris: ['https://a.example/'], secret: [hunter2]}]
            clientSecret: hunter2""")
    void readWhenASecretStandsInTheFileThenRefusesWithoutRepeatingIt(String section) {
        assertThat(Yaml.findings("realm: acme\n" + section))
                .isNotEmpty()
                .noneMatch(finding -> (finding + finding.value()).contains("hunter2"));
    }

    @Test
    void readWhenAKeyWouldSteerATerminalThenSpellsItOut() {
        assertThat(Yaml.refusalsOf("\"a\\e[31m\\nb\": x"))
                .singleElement()
                .asString()
                .contains("a\\u001b[31m\\u000ab");
    }
}
