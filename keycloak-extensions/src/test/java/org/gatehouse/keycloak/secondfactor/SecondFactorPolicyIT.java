package org.gatehouse.keycloak.secondfactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.gatehouse.keycloak.AppliedRealm;
import org.gatehouse.keycloak.Visitor;
import org.gatehouse.keycloak.Visitor.Page;
import org.gatehouse.realm.keycloak.SecondFactors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("When a second factor is asked for is what the realm file says")
class SecondFactorPolicyIT extends SecondFactorRealms {

    /** Tests come from loopback. */
    private static final String OUTSIDE = """
            realm: outside
            network: {inside: [%s]}
            secondFactor: {required: when, when: [{network: outside}], methods: [totp]}
            clients:
              - {id: desk, kind: web, redirectUris: ['https://desk.example/cb'], secret: 'env:DESK', authMethod: client_secret_post}
            """;

    @Test
    void conditionsThenDecideWhoSetsOneUp() throws Exception {
        sometimes.addPerson("alice");
        String admin = sometimes.addPerson("bob");
        giveRole("sometimes", admin, "admin");

        Visitor alice = new Visitor(sometimes);
        alice.authorize("desk", DESK, Map.of());
        assertThat(alice.signIn("alice").parameter("code")).isNotEmpty();
        assertThat(alice.authorize("payroll", PAYROLL, Map.of()).body())
                .as("a session that was enough elsewhere")
                .contains("totpSecret");
        assertThat(alice.authorize("payroll", PAYROLL, Map.of("prompt", "none")).parameter("error"))
                .isNotEmpty();

        Visitor bob = new Visitor(sometimes);
        bob.authorize("desk", DESK, Map.of());
        assertThat(bob.signIn("bob").body()).contains("totpSecret");
    }

    @Test
    void networkThenIsTheOneTheRequestCameFrom() throws Exception {
        AppliedRealm realm = AppliedRealm.of(keycloak, OUTSIDE.formatted("127.0.0.0/8"));
        realm.addPerson("alice");
        Visitor inside = new Visitor(realm);
        inside.authorize("desk", DESK, Map.of());
        assertThat(inside.signIn("alice").parameter("code")).isNotEmpty();

        realm.apply(OUTSIDE.formatted("10.0.0.0/8"));
        Visitor outside = new Visitor(realm);
        outside.authorize("desk", DESK, Map.of());
        assertThat(outside.signIn("alice").body()).contains("totpSecret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "not JSON",
                "{\"required\":\"when\",\"when\":[],\"methods\":[\"totp\"]}",
                "{\"required\":\"always\",\"methods\":[]}",
                "{\"required\":\"always\",\"methods\":[\"totp\"],\"unless\":[]}",
                "{\"required\":\"always\",\"methods\":[\"totp\"],\"inside\":[\"ten\"]}"
            })
    void configureWhenTheActionIsHalfConfiguredThenIsRefused(String policy) throws Exception {
        assertThat(always.admin()
                        .put(
                                "/factors/authentication/required-actions/" + SecondFactors.ACTION + "/config",
                                Map.of("config", Map.of("policy", policy)))
                        .status())
                .isEqualTo(400);
    }

    /** A configuration can still be taken away: then nobody gets in, and the plan says what is missing. */
    @Test
    void signInWhenTheConfigurationIsGoneThenNobodyGetsIn() throws Exception {
        AppliedRealm realm = AppliedRealm.of(keycloak, ALWAYS.replace("factors", "emptied"));
        realm.addPerson("alice");
        realm.admin().delete("/emptied/authentication/required-actions/" + SecondFactors.ACTION + "/config");
        Visitor visitor = new Visitor(realm);
        visitor.authorize("desk", DESK, Map.of());

        Page page = visitor.signIn("alice");

        assertThat(page.status()).isEqualTo(503);
        assertThat(page.body()).contains("the second factor is not configured");
        assertThat(realm.differences(ALWAYS.replace("factors", "emptied")))
                .containsExactly("requiredActions[gatehouse-second-factor].config.policy");
    }

    @Test
    void planWhenTheActionIsOffThenSaysSoAndNoPolicyTakesItAway() throws Exception {
        String file = ALWAYS.replace("factors", "changing");
        AppliedRealm realm = AppliedRealm.of(keycloak, file);
        String path = "/changing/authentication/required-actions/" + SecondFactors.ACTION;
        ObjectNode action = (ObjectNode) realm.admin().get(path).body();
        realm.admin().put(path, action.put("enabled", false));

        assertThat(realm.differences(file)).containsExactly("requiredActions[gatehouse-second-factor].enabled");
        realm.apply(file);
        realm.apply(file.replace("required: always", "required: never"));
        assertThat(realm.admin().get(path).status()).isEqualTo(404);
    }

    private static void giveRole(String realm, String person, String role) throws Exception {
        sometimes
                .admin()
                .post(
                        "/" + realm + "/users/" + person + "/role-mappings/realm",
                        List.of(sometimes
                                .admin()
                                .get("/" + realm + "/roles/" + role)
                                .body()));
    }
}
