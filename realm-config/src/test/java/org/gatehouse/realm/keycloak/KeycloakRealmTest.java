package org.gatehouse.realm.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.gatehouse.realm.RealmDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class KeycloakRealmTest {

    private static final RealmDefinition EVERYTHING = Realms.everything();

    @Test
    void realmThenHasLanguagesLifetimesAndBounds() {
        ObjectNode realm = Realms.object(EVERYTHING, ObjectKind.REALM, "");

        assertThat(realm.path("supportedLocales").toString()).isEqualTo("[\"en\",\"fr\"]");
        assertThat(realm.path("defaultLocale").asString()).isEqualTo("en");
        assertThat(realm.path("accessTokenLifespan").asInt()).isEqualTo(600);
        assertThat(realm.path("ssoSessionIdleTimeout").asInt()).isEqualTo(1_800);
        assertThat(realm.path("ssoSessionMaxLifespan").asInt()).isEqualTo(36_000);
        assertThat(realm.path("offlineSessionMaxLifespan").asInt()).isEqualTo(86_400);
        assertThat(realm.path("offlineSessionMaxLifespanEnabled").asBoolean()).isTrue();
        assertThat(realm.path("bruteForceProtected").asBoolean()).isTrue();
        assertThat(realm.path("registrationAllowed").asBoolean(true)).isFalse();
        assertThat(realm.path("verifyEmail").asBoolean()).isTrue();
    }

    @Test
    void realmThenIsTracedInTheTiersOfTheFile() {
        ObjectNode realm = Realms.object(EVERYTHING, ObjectKind.REALM, "");

        assertThat(realm.path("eventsListeners").toString()).contains("\"gatehouse-trail\"");
        assertThat(realm.path("eventsEnabled").asBoolean(true))
                .as("a second store, in clear text")
                .isFalse();
        assertThat(realm.path("adminEventsEnabled").asBoolean(true)).isFalse();
        assertThat(realm.path("attributes").path("gatehouse.retention").asString())
                .isEqualTo("data-access=P6M data-export=P13M deletion=P5Y rights=P3Y sign-in=P13M");
        assertThat(RealmTrail.retention("rights=P3Y default")).containsOnlyKeys("rights");
    }

    @Test
    void passwordsThenAreTheExtensionsRulesAndKeycloaksOwnPolicies() {
        String policy = Realms.object(EVERYTHING, ObjectKind.REALM, "")
                .path("passwordPolicy")
                .asString();

        assertThat(PolicyValue.policies(policy))
                .hasSize(4)
                .contains("notContainsUsername(undefined)", "notEmail(undefined)", "passwordHistory(6)")
                .anySatisfy(own -> assertThat(own)
                        .startsWith("gatehouse-password-rules({\"realm\":\"northwind\"")
                        .contains("Northwind\\u0020and its people")
                        .doesNotContain("notContaining", "history", "breached"));
    }

    @Test
    void passwordsWhenLongerThanKeycloakStoresThenRefuses() {
        String text = "x".repeat(60);
        StringBuilder rules = new StringBuilder("password:\n  rules:\n");
        for (int number = 0; number < 30; number++) {
            rules.append("    - {id: r%d, pattern: '.{12,}', text: {en: %s}}\n".formatted(number, text + number));
        }
        RealmDefinition realm = Realms.of(rules.toString());

        assertThatThrownBy(() -> KeycloakRealm.of(realm, Realms.AT_HAND))
                .isInstanceOf(NotRenderableException.class)
                .hasMessageContaining("Keycloak stores 2400");
    }

    @Test
    void webClientThenIsWhatTheFileSays() {
        ObjectNode client = client("workshop");

        assertThat(client.path("publicClient").asBoolean(true)).isFalse();
        assertThat(client.path("secret").asString()).isEqualTo("secret of workshop");
        assertThat(client.path("standardFlowEnabled").asBoolean()).isTrue();
        assertThat(client.path("implicitFlowEnabled").asBoolean(true)).isFalse();
        assertThat(client.path("directAccessGrantsEnabled").asBoolean(true)).isFalse();
        assertThat(client.path("frontchannelLogout").asBoolean()).isTrue();
        assertThat(client.path("optionalClientScopes").toString()).isEqualTo("[\"profile\",\"email\"]");
        assertThat(attribute(client, "pkce.code.challenge.method")).isEqualTo("S256");
        assertThat(attribute(client, "backchannel.logout.url")).endsWith("/backchannel");
        assertThat(attribute(client, "frontchannel.logout.url")).endsWith("/frontchannel");
        assertThat(attribute(client, "post.logout.redirect.uris")).isEqualTo("https://workshop.northwind.example/");
        assertThat(attribute(client, "client.secret.authentication.allowed.method"))
                .isEqualTo("client_secret_basic");
        assertThat(Realms.object(EVERYTHING, ObjectKind.CLIENT_MAPPER, "workshop/gatehouse.pairwise")
                        .path("protocolMapper")
                        .asString())
                .isEqualTo("oidc-sha256-pairwise-sub-mapper");
    }

    @Test
    void fapiClientThenIsHeldToAPolicyThatAsksForNoConsent() {
        ObjectNode client = client("payroll");

        assertThat(client.path("clientAuthenticatorType").asString()).isEqualTo("client-jwt");
        assertThat(client.has("secret")).isFalse();
        assertThat(attribute(client, "require.pushed.authorization.requests")).isEqualTo("true");
        assertThat(attribute(client, "dpop.bound.access.tokens")).isEqualTo("true");
        assertThat(attribute(client, "id.token.signed.response.alg")).isEqualTo("PS256");
        assertThat(attribute(client, "gatehouse.profile")).isEqualTo("fapi2-dpop");
        ObjectNode policy = Realms.object(EVERYTHING, ObjectKind.CLIENT_POLICY, "gatehouse.fapi2-dpop");
        assertThat(policy.at("/conditions/0/configuration/attributes").asString())
                .isEqualTo("[{\"key\":\"gatehouse.profile\",\"value\":\"fapi2-dpop\"}]");
        assertThat(Realms.object(EVERYTHING, ObjectKind.CLIENT_PROFILE, "gatehouse.fapi2-dpop")
                        .path("executors")
                        .valueStream()
                        .map(executor -> executor.path("executor").asString()))
                .contains("secure-par-content", "pkce-enforcer", "dpop-bind-enforcer")
                .doesNotContain("consent-required");
    }

    @Test
    void appThenIsPublicAndBoundToADay() {
        ObjectNode client = client("van");

        assertThat(client.path("publicClient").asBoolean()).isTrue();
        assertThat(attribute(client, "client.session.max.lifespan")).isEqualTo("36000");
        assertThat(attribute(client, "client.offline.session.max.lifespan")).isEqualTo("86400");
        assertThat(attribute(client, "pkce.code.challenge.method")).isEqualTo("S256");
        assertThat(client.path("optionalClientScopes").valueStream().map(JsonNode::asString))
                .contains("offline_access");
    }

    @Test
    void appThenIsHeldToTheBoundByTheExtension() {
        ObjectNode profile = Realms.object(EVERYTHING, ObjectKind.CLIENT_PROFILE, "gatehouse.mobile");
        ObjectNode policy = Realms.object(EVERYTHING, ObjectKind.CLIENT_POLICY, "gatehouse.mobile");

        assertThat(profile.path("executors").toString())
                .isEqualTo("[{\"executor\":\"gatehouse-mobile-session\",\"configuration\":{\"session\":86400}}]");
        assertThat(policy.at("/conditions/0/configuration/kind").asString()).isEqualTo("mobile");
        assertThat(policy.path("profiles").toString()).isEqualTo("[\"gatehouse.mobile\"]");
    }

    @Test
    void secondFactorThenIsTheExtensionsActionBeforeAllOthers() {
        ObjectNode action = Realms.object(EVERYTHING, ObjectKind.REQUIRED_ACTION, "gatehouse-second-factor");

        assertThat(action.path("enabled").asBoolean()).isTrue();
        assertThat(action.path("priority").asInt()).isEqualTo(1);
        assertThat(action.at("/config/policy").asString())
                .isEqualTo(
                        "{\"required\":\"when\",\"when\":[{\"role\":\"admin\"},{\"client\":\"payroll\"},{\"network\":\"outside\"}],"
                                + "\"inside\":[\"10.0.0.0/8\",\"192.168.0.0/16\"],\"methods\":[\"totp\",\"passkey\",\"recovery-code\"]}");
        assertThat(Realms.object(EVERYTHING, ObjectKind.CONNECTION_MAPPER, "partner/gatehouse.trusted-factor")
                        .at("/config/policy")
                        .asString())
                .isEqualTo("{\"acr\":[\"urn:partner:two\"],\"amr\":[\"mfa\"]}");
    }

    /** Else a session there, however old, would begin a new day of an app here. */
    @Test
    void connectionThenIsToldHowRecentlyPeopleMustHaveShownWhoTheyAre() {
        assertThat(Realms.object(EVERYTHING, ObjectKind.CONNECTION, "partner")
                        .at("/config/passMaxAge")
                        .asString())
                .isEqualTo("true");
    }

    @Test
    void attestationsThenAreTheExtensionsActionAndAnAttributeNobodyEdits() {
        ObjectNode action = Realms.object(EVERYTHING, ObjectKind.REQUIRED_ACTION, "gatehouse-attestations");

        assertThat(action.at("/config/texts").asString())
                .startsWith("[{\"id\":\"privacy\",\"version\":2,")
                .contains("\"fr\":\"Confidentialité\"", "\"roles\":[\"admin\",\"dispatcher\"]", "\"renewal\":\"P1Y\"");
        assertThat(Realms.object(EVERYTHING, ObjectKind.ATTRIBUTE, "gatehouse.attestations")
                        .path("permissions")
                        .toString())
                .isEqualTo("{\"view\":[\"admin\"],\"edit\":[]}");
    }

    @Test
    void serviceThenHasAnAccountAndNoFlowForPeople() {
        ObjectNode client = client("stock-keeper");

        assertThat(client.path("serviceAccountsEnabled").asBoolean()).isTrue();
        assertThat(client.path("standardFlowEnabled").asBoolean(true)).isFalse();
        assertThat(attribute(client, "use.jwks.string")).isEqualTo("true");
        assertThat(attribute(client, "jwks.string")).contains("\"kid\":\"a\"");
    }

    @Test
    void entraThenOnlyTheTenantsTokensAreAccepted() {
        JsonNode config =
                Realms.object(EVERYTHING, ObjectKind.CONNECTION, "entra").path("config");

        String tenant = "11111111-2222-3333-4444-555555555555";
        assertThat(config.path("issuer").asString()).isEqualTo("https://login.microsoftonline.com/" + tenant + "/v2.0");
        assertThat(config.path("filteredByClaim").asString()).isEqualTo("true");
        assertThat(config.path("claimFilterName").asString()).isEqualTo("tid");
        assertThat(config.path("claimFilterValue").asString()).isEqualTo(tenant);
        assertThat(Realms.object(EVERYTHING, ObjectKind.CONNECTION_MAPPER, "entra/gatehouse.role.Planner")
                        .at("/config/role")
                        .asString())
                .isEqualTo("dispatcher");
    }

    @Test
    void entraThenItsTokensAreLookedAtByTheExtension() {
        assertThat(Realms.object(EVERYTHING, ObjectKind.CONNECTION_MAPPER, "entra/gatehouse.entra-id")
                        .at("/config/policy")
                        .asString())
                .isEqualTo("{\"issuer\":\"https://login.microsoftonline.com/{tid}/v2.0\",\"any\":false,\"groups\":true,"
                        + "\"tenants\":[\"11111111-2222-3333-4444-555555555555\"],\"acrs\":[\"c1\"],"
                        + "\"graph\":\"https://graph.microsoft.com\"}");
    }

    /** Its own Graph's, as a token for another cloud's would be nobody's there. */
    @ParameterizedTest
    @CsvSource({
        "login.microsoftonline.com,        graph, https://graph.microsoft.com",
        "login.microsoftonline.us,         graph, https://graph.microsoft.us",
        "login.partner.microsoftonline.cn, graph, https://microsoftgraph.chinacloudapi.cn",
        "login.microsoftonline.com,        refuse, ''"
    })
    void entraWhenGraphIsAskedThenItsCloudsIsAndPeopleAllowIt(String host, String overage, String graph) {
        RealmDefinition realm = Realms.of("""
                groups: [{name: team}]
                connections:
                  - {alias: e, kind: entra-id, host: %s, tenants: any, clientId: a, clientSecret: 'env:A', groups: {map: {a: team}, overage: %s}}
                """.formatted(host, overage));

        JsonNode policy = JsonMapper.shared()
                .readTree(Realms.object(realm, ObjectKind.CONNECTION_MAPPER, "e/gatehouse.entra-id")
                        .at("/config/policy")
                        .asString());
        assertThat(policy.path("graph").asString("")).isEqualTo(graph);
        assertThat(Realms.object(realm, ObjectKind.CONNECTION, "e")
                        .at("/config/defaultScope")
                        .asString())
                .isEqualTo("openid profile email" + (graph.isEmpty() ? "" : " " + graph + "/User.Read"));
    }

    @Test
    void connectionThatMakesNoAccountsThenOnlyLinks() {
        ObjectNode partner = Realms.object(EVERYTHING, ObjectKind.CONNECTION, "partner");

        assertThat(partner.path("linkOnly").asBoolean()).isTrue();
        assertThat(partner.path("trustEmail").asBoolean(true)).isFalse();
        assertThat(partner.at("/config/clientAuthMethod").asString()).isEqualTo("private_key_jwt");
    }

    @Test
    void attributesThenAreValidatedAndSensitiveOnesHidden() {
        RealmDefinition realm = Realms.of("""
                attributes:
                  - {name: badge, type: string, pattern: '^[A-Z]{2}', maxLength: 9, displayName: {en: Badge, fr: Insigne}}
                  - {name: nationalId, type: string, sensitive: true}
                  - {name: since, type: date}
                """);

        ObjectNode badge = Realms.object(realm, ObjectKind.ATTRIBUTE, "badge");
        assertThat(badge.at("/validations/length/max").asInt()).isEqualTo(9);
        assertThat("AB-12").matches(badge.at("/validations/pattern/pattern").asString());
        assertThat("A-12").doesNotMatch(badge.at("/validations/pattern/pattern").asString());
        assertThat(badge.path("displayName").asString()).isEqualTo("${gatehouse.attribute.badge}");
        assertThat(Realms.object(realm, ObjectKind.TEXT, "fr/gatehouse.attribute.badge")
                        .path("text")
                        .asString())
                .isEqualTo("Insigne");
        assertThat(Realms.object(realm, ObjectKind.ATTRIBUTE, "nationalId")
                        .at("/permissions/view")
                        .toString())
                .isEqualTo("[\"admin\"]");
        assertThat(Realms.object(realm, ObjectKind.ATTRIBUTE, "since")
                        .at("/validations")
                        .toString())
                .isEqualTo("{\"iso-date\":{}}");
    }

    private static ObjectNode client(String id) {
        return Realms.object(EVERYTHING, ObjectKind.CLIENT, id);
    }

    private static String attribute(ObjectNode client, String name) {
        return client.path("attributes").path(name).asString();
    }
}
