package org.gatehouse.realm.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.file.Difference;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class KeycloakPlanTest {

    private static final String CLIENT =
            "clients: [{id: web, kind: web, redirectUris: ['https://a.example/cb'], secret: 'env:A'}]\n";

    @Test
    void ofAnAbsentRealmThenAllOfItIsNew() {
        KeycloakPlan plan = KeycloakPlan.of(Map.of(), rendered(CLIENT), false);

        assertThat(plan.steps().get(0)).hasToString("add realm");
        assertThat(plan.differences())
                .extracting(Difference::kind)
                .containsOnly(Difference.Kind.ADD)
                .hasSize(plan.steps().size());
    }

    /** Keycloak leaves out what is empty, orders lists as it likes, and knows more than is asked for. */
    @Test
    void ofWhatKeycloakMakesOfTheSameThenThereIsNothingToDo() {
        Map<ObjectName, ObjectNode> actual = actual(CLIENT + "roles: [{name: packer, description: Packs}]\n");
        actual.forEach((name, object) -> object.put("id", "id of " + name));
        ObjectNode client = actual.get(new ObjectName(ObjectKind.CLIENT, "web"));
        client.remove("name");
        ((ObjectNode) client.path("attributes")).remove("jwks.url");
        ((ObjectNode) client.path("attributes")).put("saml.force.post.binding", "false");
        client.putArray("optionalClientScopes").add("email").add("profile");

        assertThat(KeycloakPlan.of(actual, rendered(CLIENT), false).differences())
                .isEmpty();
    }

    @Test
    void ofOtherAddressesThenSaysOldAndNew() {
        KeycloakPlan plan = KeycloakPlan.of(actual(CLIENT), rendered(CLIENT.replace("/cb", "/callback")), false);

        assertThat(plan.steps()).hasToString("[change client web]");
        assertThat(plan.differences())
                .hasToString(
                        "[~ clients[web].redirectUris: [\"https://a.example/cb\"] → [\"https://a.example/callback\"]]");
    }

    @Test
    void ofAnotherSecretThenSaysThatAndNoMore() {
        Map<ObjectName, ObjectNode> actual = actual(CLIENT);
        actual.get(new ObjectName(ObjectKind.CLIENT, "web")).put("secret", "of before");

        assertThat(KeycloakPlan.of(actual, rendered(CLIENT), false).differences())
                .hasToString("[~ clients[web].secret: (secret) → (secret)]");
        assertThat(KeycloakPlan.of(Map.of(), rendered(CLIENT), false)
                        .differences()
                        .toString())
                .doesNotContain("secret of web");
    }

    @Test
    void ofWhatTheFileDoesNotNameThenItGoesOnlyWithPrune() {
        Map<ObjectName, ObjectNode> actual = actual(
                CLIENT + "groups: [{name: a, groups: [{name: b}]}]\nroles: [{name: packer, description: Packs}]\n");

        assertThat(KeycloakPlan.of(actual, rendered(CLIENT), false).isEmpty()).isTrue();
        KeycloakPlan plan = KeycloakPlan.of(actual, rendered(CLIENT), true);
        assertThat(plan.steps()).hasToString("[delete group a/b, delete group a, delete role packer]");
        assertThat(plan.deletions()).containsExactly("group a/b", "group a", "role packer");
    }

    /** A mapper for a role the file no longer maps would go on giving it. */
    @Test
    void ofAMappingTheFileNoLongerHasThenItGoesWithoutPrune() {
        String before = """
                connections:
                  - {alias: p, kind: oidc, issuer: 'https://p.example', clientId: a, clientSecret: 'env:A', roles: {map: {x: auditor}}}
                """;

        KeycloakPlan plan =
                KeycloakPlan.of(actual(before), rendered(before.replace(", roles: {map: {x: auditor}}", "")), false);

        assertThat(plan.steps()).hasToString("[delete mapper of connection p/gatehouse.role.x]");
        assertThat(plan.deletions()).isEmpty();
    }

    @Test
    void ofAPatternTheFileNoLongerHasThenTheAttributeChanges() {
        String before = "attributes: [{name: badge, type: string, pattern: '^[A-Z]'}]\n";

        KeycloakPlan plan = KeycloakPlan.of(actual(before), rendered(before.replace(", pattern: '^[A-Z]'", "")), false);

        assertThat(plan.differences()).extracting(Difference::path).containsExactly("attributes[badge].validations");
    }

    @Test
    void stateThenIsAnotherWhenTheRealmIs() {
        Map<ObjectName, ObjectNode> actual = actual(CLIENT);
        KeycloakRealm desired = rendered(CLIENT.replace("/cb", "/callback"));
        String state = KeycloakPlan.of(actual, desired, false).state();

        actual.get(new ObjectName(ObjectKind.CLIENT, "web")).put("consentRequired", true);

        assertThat(KeycloakPlan.of(actual(CLIENT), desired, false).state()).isEqualTo(state);
        assertThat(KeycloakPlan.of(actual, desired, false).state()).isNotEqualTo(state);
    }

    private static KeycloakRealm rendered(String lines) {
        RealmDefinition realm = Realms.of(lines);
        return KeycloakRealm.of(realm, Realms.AT_HAND);
    }

    /** A realm in which the file was applied, as its own copy. */
    private static Map<ObjectName, ObjectNode> actual(String lines) {
        Map<ObjectName, ObjectNode> copies = new TreeMap<>();
        rendered(lines)
                .objects()
                .forEach((name, object) ->
                        copies.put(name, (ObjectNode) JsonMapper.shared().readTree(object.toString())));
        return copies;
    }
}
