package org.gatehouse.realm.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.gatehouse.realm.GroupDefinition;
import org.gatehouse.realm.RealmDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroupsSectionTest {

    @ParameterizedTest
    @ValueSource(strings = {"admin", "admin, user"})
    void readWhenAGroupBringsAdminThenRefusesAndSaysWhy(String roles) {
        assertThat(Yaml.refusalsOf("groups:\n- name: office\n  groups: [{name: bosses, roles: [" + roles + "]}]"))
                .containsExactly("acme.yaml:4:35: A group cannot bring the role `admin`: giving it needs a second"
                        + " person, and joining a group does not. Give it to people one by one.");
    }

    @Test
    void readWhenAGroupBringsARoleThatDecidesOnRequestsThenRefusesWhateverItsName() {
        String roles = """
                roles:
                - {name: approver, description: x, permissions: [users.read, approvals.decide]}
                - {name: reader, description: x, permissions: [users.read]}
                """;

        assertThat(Yaml.refusalsOf(roles + "groups: [{name: a, groups: [{name: b, roles: [reader, approver]}]}]"))
                .containsExactly("acme.yaml:5:55: A group cannot bring the role `approver`: giving it needs a second"
                        + " person, and joining a group does not. Give it to people one by one.");
        assertThat(Yaml.refusalsOf(roles + "groups: [{name: a, roles: [aprover]}]"))
                .singleElement()
                .asString()
                .doesNotContain("approver"); // nothing is proposed that would be refused
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            {name: <b>bold}                                ~ acme.yaml:2:17:
            {name: a<!--b}                                  ~ acme.yaml:2:17:
            {name: a, description: <script>x</script>}     ~ acme.yaml:2:33:
            {name: a, description: "two\\nlines"}           ~ acme.yaml:2:33:
            {name: a, description: "right\\u202eleft"}      ~ acme.yaml:2:33:
            {name: a, description: "bell\\a"}               ~ acme.yaml:2:33:
            {name: a, groups: [{name: "<img src=x>"}]}     ~ acme.yaml:2:36:""")
    void readWhenATextIsMoreThanTextThenRefusesItThere(String group, String place) {
        assertThat(Yaml.refusalsOf("groups: [" + group + "]"))
                .singleElement()
                .asString()
                .startsWith(place)
                .contains("This must be text in one line, without markup.");
    }

    @Test
    void readWhenATextOnlyLooksUnusualThenTakesIt() {
        assertThat(Yaml.refusalsOf("groups: [{name: 'R&D < 5 > 3', description: 'Ça « va » ! 日本 <3'}]"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '\u0001', textBlock = """
            {}                                        ~ The key `name` is missing.
            {name: ''}                                ~ This must not be empty.
            {name: a/b}                               ~ This is not written as it must be.
            {name: /}                                 ~ This is not written as it must be.
            {name: ' a'}                              ~ This is not written as it must be.
            {name: 'a '}                              ~ This is not written as it must be.
            {name: "a\\n"}                            ~ This is not written as it must be.
            {name: "a\\x85b"}                         ~ This is not written as it must be.
            {name: "a\\u202eb"}                       ~ This is not written as it must be.
            {name: "\\xa0"}                           ~ This is not written as it must be.
            {name: a, rolse: []}                      ~ Did you mean `roles`?
            {name: a, roles: [techncian]}             ~ The realm has no role `techncian`. Did you mean `technician`?
            {name: a, roles: [king]}                  ~ The realm has no role `king`. Known are: auditor, client-admin,
            {name: a, roles: [user, user]}            ~ An item is written twice.
            {name: a, roles: user}                    ~ This must be a list.
            {name: a, groups: {name: b}}              ~ This must be a list.
            {name: a, groups: [{name: b}, {name: B}]} ~ The group `B` is used twice. Choose another.
            {name: a, groups: [{name: "caf\\xe9"}, {name: "cafe\\u0301"}]} ~ is used twice.
            {name: a, description: ''}                ~ This must not be empty.""")
    void readWhenGroupMakesNoSenseThenSaysWhy(String group, String refusal) {
        String roles = "roles: [{name: technician, description: x}]\n";

        assertThat(Yaml.refusalsOf(roles + "groups:\n- " + group))
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each).startsWith("acme.yaml:4:"))
                .anySatisfy(each -> assertThat(each).contains(refusal));
    }

    @Test
    void readWhenNameIsLongerThanAHundredCharactersThenRefuses() {
        assertThat(Yaml.refusalsOf("groups: [{name: " + "g".repeat(101) + "}]"))
                .singleElement()
                .asString()
                .contains("This is too long: at most 100.");
    }

    @Test
    void readWhenNestedDeeperThanEightThenRefusesAtTheNinth() {
        assertThat(Yaml.refusalsOf("groups: " + nested(9)))
                .singleElement()
                .asString()
                .contains("Groups are nested at most 8 deep.");
    }

    @Test
    void readThenTakesGroupsWithinGroupsAndReadsBackFromJson() {
        RealmDefinition realm = Yaml.read("""
                realm: acme
                roles: [{name: technician, description: Repairs}]
                groups:
                  - name: field-team
                    description: Visits customers
                    roles: [technician]
                    groups: [{name: north}, {name: South & Côte, roles: [user-admin]}]
                  - {name: north}
                """);

        assertThat(realm.groups())
                .containsExactly(
                        new GroupDefinition(
                                "field-team",
                                "Visits customers",
                                List.of("technician"),
                                List.of(
                                        leaf("north"),
                                        new GroupDefinition("South & Côte", null, List.of("user-admin"), List.of()))),
                        leaf("north"));
        assertThat(realm.findGroup("field-team/north")).contains(leaf("north"));
        assertThat(realm.findGroup("field-team/west")).isEmpty();
        assertThat(realm.findGroup("field-team/")).isEmpty();
        assertThat(realm.findGroup("")).isEmpty();
        assertThat(RealmFiles.fromJson(RealmFiles.toJson(realm))).isEqualTo(realm);
    }

    @Test
    void fromJsonWhenGroupsAreAsDeepAsTheyMayBeThenReadsBack() {
        RealmDefinition realm = Yaml.read("realm: acme\ngroups: " + nested(8));

        assertThat(realm.findGroup("g8/g7/g6/g5/g4/g3/g2/g1")).isPresent();
        assertThat(RealmFiles.fromJson(RealmFiles.toJson(realm))).isEqualTo(realm);
    }

    private static GroupDefinition leaf(String name) {
        return new GroupDefinition(name, null, List.of(), List.of());
    }

    private static String nested(int depth) {
        String inner = depth == 1 ? "" : ", groups: " + nested(depth - 1);
        return "[{name: g" + depth + inner + "}]";
    }
}
