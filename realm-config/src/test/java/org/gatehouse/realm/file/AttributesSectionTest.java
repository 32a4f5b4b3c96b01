package org.gatehouse.realm.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gatehouse.realm.AttributeDefinition;
import org.gatehouse.realm.AttributeType;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.pattern.SafePattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttributesSectionTest {

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '\u0001', textBlock = """
            {name: no}                                     ~ The key `type` is missing.
            {type: string}                                 ~ The key `name` is missing.
            {name: no, type: text}                         ~ This must be one of string, integer, boolean, date.
            {name: no, type: strnig}                       ~ Did you mean `string`?
            {name: No, type: string}                       ~ This is not written as it must be.
            {name: 1no, type: string}                      ~ This is not written as it must be.
            {name: employee-no, type: string}              ~ This is not written as it must be.
            {name: "no\\n", type: string}                  ~ This is not written as it must be.
            {name: no, type: string, unqiue: true}         ~ Did you mean `unique`?
            {name: no, type: string, unique: maybe}        ~ This must be true or false.
            {name: no, type: string, maxLength: 0}         ~ This is not accepted
            {name: no, type: string, maxLength: 2049}      ~ This is not accepted
            {name: no, type: string, maxLength: '9'}       ~ This must be a whole number.
            {name: no, type: string, pattern: '['}         ~ This is not an RE2 expression: missing closing ]
            {name: no, type: string, pattern: '(?=a)b'}    ~ Look-around and back-references are not understood
            {name: no, type: string, pattern: '((a{100}){100}){100}'} ~ The expression is too large
            {name: no, type: integer, pattern: '7'}        ~ Only an attribute of type `string` has `pattern`.
            {name: no, type: date, maxLength: 10}          ~ Only an attribute of type `string` has `maxLength`.
            {name: no, type: boolean, unique: true}        ~ There are only two values
            {name: no, type: string, displayName: Number}  ~ This must be a group of keys.
            {name: no, type: string, displayName: {de: x}} ~ The key `de` is unknown here.
            {name: no, type: string, displayName: {fr: x}} ~ The text is missing in `en`, a language of this realm.""")
    void readWhenAttributeMakesNoSenseThenSaysWhy(String attribute, String refusal) {
        assertThat(Yaml.refusalsOf("attributes:\n- " + attribute))
                .allSatisfy(each -> assertThat(each).startsWith("acme.yaml:3:"))
                .anySatisfy(each -> assertThat(each).contains(refusal));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "userName",
                "username",
                "email",
                "phone",
                "phone_number",
                "phoneNumber",
                "displayName",
                "locale",
                "given_name",
                "givenName",
                "groups",
                "roles",
                "sub",
                "id",
                "password",
                "zoneinfo",
                "state"
            })
    void readWhenNameIsAStandardOneThenRefuses(String name) {
        assertThat(Yaml.refusalsOf("attributes: [{name: " + name + ", type: string}]"))
                .containsExactly("acme.yaml:2:21: `" + name
                        + "` means something for every account already, so no attribute is called that."
                        + " Choose another name.");
    }

    @Test
    void readWhenNameIsUsedTwiceThenRefusesTheSecond() {
        assertThat(Yaml.refusalsOf("attributes:\n- {name: badge, type: string}\n- {name: baDge, type: date}"))
                .containsExactly("acme.yaml:4:10: The attribute `baDge` is used twice. Choose another.");
    }

    @Test
    void readWhenThereAreMoreThanSixtyFourThenRefuses() {
        assertThat(Yaml.refusalsOf("attributes: " + numbered(AttributeDefinition.MOST)))
                .isEmpty();
        assertThat(Yaml.refusalsOf("attributes: " + numbered(AttributeDefinition.MOST + 1)))
                .singleElement()
                .asString()
                .startsWith("acme.yaml:2:13: This is too long: at most 64.");
    }

    @Test
    void readThenFillsInDefaultsAndReadsBackFromJson() {
        RealmDefinition realm = Yaml.read("""
                realm: acme
                attributes:
                  - {name: employeeNo, type: string, unique: true, pattern: '^E-', maxLength: 20, displayName: {en: No}}
                  - {name: nationalId, type: string, sensitive: true}
                  - {name: hired, type: date}
                """);

        assertThat(realm.attributes())
                .containsExactly(
                        new AttributeDefinition(
                                "employeeNo",
                                AttributeType.STRING,
                                true,
                                false,
                                Map.of("en", "No"),
                                SafePattern.of("^E-"),
                                20),
                        new AttributeDefinition("nationalId", AttributeType.STRING, false, true, Map.of(), null, 256),
                        new AttributeDefinition("hired", AttributeType.DATE, false, false, Map.of(), null, 256));
        assertThat(realm.findAttribute("hired")).isPresent();
        assertThat(realm.findAttribute("fired")).isEmpty();
        assertThat(RealmFiles.fromJson(RealmFiles.toJson(realm))).isEqualTo(realm);
    }

    private static String numbered(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> "{name: a" + number + ", type: string}")
                .collect(Collectors.joining(",", "[", "]"));
    }
}
