package org.gatehouse.realm.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.gatehouse.realm.Permission;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.RoleDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RolesSectionTest {

    @ParameterizedTest
    @CsvSource({
        "users.raed, users.read",
        "user.read, users.read",
        "Users.Read, users.read",
        "audit-export, audit.export",
        "approval.decide, approvals.decide"
    })
    void readWhenPermissionIsUnknownThenNamesTheNearest(String written, String meant) {
        assertThat(Yaml.refusalsOf(
                        "roles:\n- {name: lead, description: Leads, permissions: [users.read, '" + written + "']}"))
                .singleElement()
                .asString()
                .startsWith("acme.yaml:3:")
                .contains("This must be one of users.read, users.write,")
                .endsWith("Did you mean `" + meant + "`?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [openid]                 | This must be one of users.read
            ['*']                    | This must be one of users.read
            [users.read, users.read] | An item is written twice.
            users.read               | This must be a list.""")
    void readWhenPermissionsAreNotAListOfThemThenRefuses(String permissions, String refusal) {
        assertThat(Yaml.refusalsOf("roles: [{name: lead, description: Leads, permissions: " + permissions + "}]"))
                .singleElement()
                .asString()
                .startsWith("acme.yaml:2:")
                .contains(refusal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "user-admin", "client-admin", "auditor", "admin", "support"})
    void readWhenRoleIsBuiltInThenRefuses(String name) {
        assertThat(Yaml.refusalsOf("roles: [{name: " + name + ", description: x, permissions: [users.read]}]"))
                .containsExactly("acme.yaml:2:16: The role `" + name
                        + "` is built in: every realm has it. Remove this entry, or give the realm's own role another"
                        + " name.");
    }

    @Test
    void readThenTakesPermissionsInOneOrder() {
        RealmDefinition realm = Yaml.read("realm: acme\nroles:\n"
                + "- {name: lead, description: Leads, permissions: [groups.read, users.read]}\n"
                + "- {name: driver, description: Drives}");

        assertThat(realm.roles())
                .containsExactly(
                        new RoleDefinition("lead", "Leads", Set.of(Permission.USERS_READ, Permission.GROUPS_READ)),
                        new RoleDefinition("driver", "Drives", Set.of()));
        assertThat(realm.permissionsOf("lead")).containsExactly(Permission.USERS_READ, Permission.GROUPS_READ);
        assertThat(RealmFiles.toJson(realm)).contains("\"permissions\":[\"users.read\",\"groups.read\"]");
        assertThat(RealmFiles.fromJson(RealmFiles.toJson(realm))).isEqualTo(realm);
    }

    @Test
    void schemaThenOffersExactlyThePermissionsThereAre() {
        JsonNode schema = JsonMapper.shared().readTree(RealmFiles.class.getResourceAsStream("realm.schema.json"));
        List<String> offered = schema.at("/$defs/role/properties/permissions/items/enum")
                .valueStream()
                .map(JsonNode::asString)
                .toList();

        assertThat(offered)
                .isEqualTo(
                        Arrays.stream(Permission.values()).map(Permission::code).toList());
    }
}
