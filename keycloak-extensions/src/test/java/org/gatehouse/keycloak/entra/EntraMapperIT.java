package org.gatehouse.keycloak.entra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.SoftAssertions;
import org.gatehouse.keycloak.AppliedRealm;
import org.gatehouse.keycloak.RunningKeycloak;
import org.gatehouse.keycloak.SharedKeycloak;
import org.gatehouse.keycloak.Visitor;
import org.gatehouse.keycloak.Visitor.Page;
import org.gatehouse.realm.keycloak.EntraTokens;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Another realm plays Entra ID: its tokens say what each of its people has as attributes. */
@DisplayName("Who comes from Entra ID is who the token says, or does not come")
class EntraMapperIT {

    private static final String FILE = """
            realm: staff
            groups: [{name: crew}]
            secondFactor: {required: when, when: [{role: admin}], methods: [totp]}
            clients:
              - {id: desk, kind: web, redirectUris: ['https://desk.example/cb'], secret: 'env:DESK', authMethod: client_secret_post}
            """;

    private static final String DESK = "https://desk.example/cb";
    private static final String TENANT = "11111111-2222-3333-4444-555555555555";
    private static final String CREW = "99999999-8888-7777-6666-555555555555";

    private static RunningKeycloak keycloak;
    private static AppliedRealm realm;
    private static AppliedRealm entra;

    @BeforeAll
    static void start() throws Exception {
        keycloak = SharedKeycloak.get();
        realm = AppliedRealm.of(keycloak, FILE);
        entra = AppliedRealm.of(keycloak, """
                realm: tenant
                clients:
                  - {id: staff, kind: web, redirectUris: ['https://later.example/'], secret: 'env:F', scopes: [openid, profile, email]}
                  - {id: again, kind: web, redirectUris: ['https://later.example/'], secret: 'env:F', scopes: [openid, profile, email]}
                """);
        realm.storeEvents();
        ObjectNode profile =
                (ObjectNode) realm.admin().get("/tenant/users/profile").body();
        realm.admin().put("/tenant/users/profile", profile.put("unmanagedAttributePolicy", "ENABLED"));
        openClient("staff");
        openClient("again");
        addProvider("entra", "staff", policy(false));
        addProvider("grouped", "staff", policy(true));
        addGroup("grouped");
        addProvider("asking", "staff", policy(true).replace("}", ",\"graph\":\"https://graph.microsoft.com\"}"));
        addGroup("asking");
        addProvider("astray", "staff", policy(true).replace("}", ",\"graph\":\"https://graph.example\"}"));
        addProvider("renewed", "again", policy(false));
        addProvider("empty", "staff", "{}");
        addProvider("mixed", "staff", policy(false).replace("/realms/tenant", "/{tid}/realms/tenant"));
    }

    private static String policy(boolean groups) {
        return "{\"issuer\":\"%s\",\"any\":false,\"tenants\":[\"%s\"],\"groups\":%s,\"acrs\":[\"c1\"]}"
                .formatted(keycloak.url("/realms/tenant"), TENANT, groups);
    }

    @ParameterizedTest
    @CsvSource({
        "guest,     acct, 1,  guest_refused",
        "unknown,   acct, '', guest_refused",
        "elsewhere, tid,  22222222-2222-3333-4444-555555555555, tenant_not_allowed",
        "nowhere,   tid,  '', invalid_token",
        "shouting,  tid,  AAAAAAAA-2222-3333-4444-555555555555, invalid_token",
        "nobody,    oid,  '', invalid_token",
        "first,     ver,  1.0, token_version"
    })
    void comeWhenTheTokenIsNotOfAMemberOfTheTenantThenIsTurnedAwayAndToldOf(
            String who, String claim, String value, String reason) throws Exception {
        addPerson(who, claim, value);

        Page page = comeFrom("entra", who);

        assertThat(page.status()).as(page.body()).isEqualTo(403);
        assertThat(page.parameter("code")).isEmpty();
        assertThat(people(who)).isEmpty();
        JsonNode told = realm.admin()
                .get("/staff/events?type=IDENTITY_PROVIDER_LOGIN_ERROR&max=1")
                .body();
        assertThat(told.at("/0/error").asString("")).isEqualTo(reason);
        assertThat(told.at("/0/details/identity_provider").asString("")).isEqualTo("entra");
    }

    @Test
    void comeWhenTheMapperIsHalfConfiguredThenNobodyDoes() throws Exception {
        addPerson("early", "", "");

        assertThat(comeFrom("empty", "early").status()).isEqualTo(503);
        assertThat(comeFrom("astray", "early").status())
                .as("a Graph of nobody knows whom")
                .isEqualTo(503);
        assertThat(comeFrom("mixed", "early").status())
                .as("an issuer of another tenant")
                .isEqualTo(403);
        assertThat(people("early")).isEmpty();
    }

    /** Without their groups somebody would come in with fewer rights, or with fewer duties. */
    @Test
    void comeWhenTheTokenDoesNotListAllGroupsThenIsTurnedAway() throws Exception {
        addPerson("crowded", "hasgroups", "true");
        addPerson("silent", "", "");
        addPerson("listed", "groups", CREW);

        assertThat(comeFrom("grouped", "crowded").status()).isEqualTo(403);
        assertThat(comeFrom("grouped", "silent").body()).contains("all your groups");
        assertThat(comeFrom("grouped", "listed").parameter("code")).isNotEmpty();
        assertThat(groups("listed")).containsExactly("crew");
    }

    @Test
    void comeWhenGraphCannotBeAskedThenIsTurnedAwayAndToldOf() throws Exception {
        addPerson("lost", "hasgroups", "true");

        assertThat(comeFrom("asking", "lost").body()).as("nobody there").contains("all your groups");
        SoftAssertions softly = new SoftAssertions();
        try (StandInGraph graph = StandInGraph.at(keycloak.graphPort())) {
            for (StandInGraph.Trouble trouble : StandInGraph.Trouble.values()) {
                graph.answer(trouble);
                Page page = comeFrom("asking", "lost");
                softly.assertThat(page.status()).as(trouble.name()).isEqualTo(403);
                softly.assertThat(page.body()).as(trouble.name()).contains("all your groups");
                softly.assertThat(graph.asked()).as(trouble.name()).hasSize(trouble.calls());
            }
        }
        softly.assertAll();
        assertThat(people("lost")).isEmpty();
        JsonNode told = realm.admin()
                .get("/staff/events?type=IDENTITY_PROVIDER_LOGIN_ERROR&max=1")
                .body();
        assertThat(told.at("/0/error").asString("")).isEqualTo("groups_unknown");
    }

    /** As of a token that lists them: whoever left a group there is out of it here. */
    @Test
    void comeWhenGraphListsAllGroupsThenIsInThoseAndNoOthers() throws Exception {
        addPerson("busy", "hasgroups", "true");
        try (StandInGraph graph = StandInGraph.at(keycloak.graphPort())) {
            graph.answer(List.of(TENANT), List.of(CREW));
            assertThat(comeFrom("asking", "busy").parameter("code")).isNotEmpty();
            assertThat(groups("busy")).as("on the second page").containsExactly("crew");
            assertThat(graph.asked())
                    .first(InstanceOfAssertFactories.STRING)
                    .startsWith("POST /v1.0/me/getMemberObjects Bearer ey")
                    .endsWith(" {\"securityEnabledOnly\":true}");

            graph.answer(StandInGraph.Trouble.FORBIDDEN);
            assertThat(comeFrom("asking", "busy").status()).isEqualTo(403);
            assertThat(groups("busy")).as("turned away, with what was known").containsExactly("crew");

            graph.answer(List.of(TENANT));
            assertThat(comeFrom("asking", "busy").parameter("code")).isNotEmpty();
            assertThat(groups("busy")).isEmpty();
        }
    }

    /** A claim {@code sub} is another for every client id; {@code tid} and {@code oid} stay. */
    @Test
    void comeAgainThenIsKnownByTenantAndObject() throws Exception {
        addPerson("alice", "", "");
        assertThat(comeFrom("entra", "alice").parameter("code")).isNotEmpty();
        String alice = people("alice").at("/0/id").asString();
        JsonNode link = realm.admin()
                .get("/staff/users/" + alice + "/federated-identity")
                .body();

        assertThat(link.at("/0/userId").asString()).isEqualTo(TENANT + "." + oid("alice"));
        assertThat(comeFrom("entra", "alice").parameter("code")).as("again").isNotEmpty();
    }

    @Test
    void addressThenIsTakenOnlyWhenItsOwnerWasVerified() throws Exception {
        addPerson("proven", "xms_edov", "true");
        addPerson("claimed", "", "");

        assertThat(comeFrom("entra", "proven").parameter("code")).isNotEmpty();
        assertThat(people("proven").at("/0/email").asString()).isEqualTo("proven@tenant.example");
        Page asked = comeFrom("entra", "claimed");
        assertThat(asked.body()).doesNotContain("claimed@tenant.example");
        assertThat(people("claimed").at("/0/email").asString("")).isEmpty();
    }

    private static Page comeFrom(String provider, String person) throws Exception {
        Visitor visitor = new Visitor(realm);
        visitor.authorize("desk", DESK, Map.of("kc_idp_hint", provider));
        return visitor.submit(Map.of("username", person, "password", AppliedRealm.PASSWORD));
    }

    private static List<String> groups(String name) throws Exception {
        String id = people(name).at("/0/id").asString();
        return realm.admin()
                .get("/staff/users/" + id + "/groups")
                .body()
                .valueStream()
                .map(group -> group.path("name").asString())
                .toList();
    }

    private static JsonNode people(String name) throws Exception {
        return realm.admin().get("/staff/users?username=" + name).body();
    }

    /** A member of the tenant whose address is theirs, but for one claim. */
    private static void addPerson(String name, String claim, String value) throws Exception {
        String id = entra.addPerson(name);
        ObjectNode person =
                (ObjectNode) realm.admin().get("/tenant/users/" + id).body();
        ObjectNode attributes = person.withObject("/attributes");
        attributes.putArray("tid").add(TENANT);
        attributes.putArray("oid").add(oid(name));
        attributes.putArray("acct").add("0");
        attributes.putArray("ver").add("2.0");
        if (!name.equals("claimed")) {
            attributes.putArray("xms_edov").add("true");
        }
        if (!claim.isEmpty()) {
            attributes.putArray(claim).add(value);
        }
        if (value.isEmpty()) {
            attributes.remove(claim);
        }
        assertThat(realm.admin().put("/tenant/users/" + id, person).status()).isEqualTo(204);
    }

    private static String oid(String name) {
        return "aaaaaaaa-bbbb-cccc-dddd-%012x".formatted(name.hashCode() & 0xffffffffL);
    }

    private static void openClient(String id) throws Exception {
        String path = "/tenant/clients/" + entra.clientId(id);
        ObjectNode client = (ObjectNode) realm.admin().get(path).body();
        client.putArray("redirectUris").add(keycloak.url("/realms/staff/broker/*"));
        assertThat(realm.admin().put(path, client).status()).isEqualTo(204);
        addClaim(path, "tid", "String", false);
        addClaim(path, "oid", "String", false);
        addClaim(path, "ver", "String", false);
        addClaim(path, "acct", "int", false);
        addClaim(path, "xms_edov", "boolean", false);
        addClaim(path, "hasgroups", "boolean", false);
        addClaim(path, "groups", "String", true);
    }

    private static void addClaim(String client, String claim, String type, boolean several) throws Exception {
        ObjectNode mapper = JsonNodeFactory.instance
                .objectNode()
                .put("name", claim)
                .put("protocol", "openid-connect")
                .put("protocolMapper", "oidc-usermodel-attribute-mapper");
        mapper.putObject("config")
                .put("user.attribute", claim)
                .put("claim.name", claim)
                .put("jsonType.label", type)
                .put("multivalued", String.valueOf(several))
                .put("id.token.claim", "true")
                .put("access.token.claim", "false")
                .put("userinfo.token.claim", "false");
        assertThat(realm.admin()
                        .post(client + "/protocol-mappers/models", mapper)
                        .status())
                .isEqualTo(201);
    }

    private static void addProvider(String alias, String client, String policy) throws Exception {
        ObjectNode provider = JsonNodeFactory.instance
                .objectNode()
                .put("alias", alias)
                .put("providerId", "oidc")
                .put("enabled", true);
        String base = keycloak.url("/realms/tenant/protocol/openid-connect/");
        provider.putObject("config")
                .put("authorizationUrl", base + "auth")
                .put("tokenUrl", base + "token")
                .put("jwksUrl", base + "certs")
                .put("issuer", keycloak.url("/realms/tenant"))
                .put("validateSignature", "true")
                .put("useJwksUrl", "true")
                .put("disableUserInfo", "true")
                .put("clientId", client)
                .put("clientSecret", AppliedRealm.SECRET)
                .put("clientAuthMethod", "client_secret_basic")
                .put("defaultScope", "openid profile email")
                .put("pkceEnabled", "true")
                .put("pkceMethod", "S256");
        assertThat(realm.admin()
                        .post("/staff/identity-provider/instances", provider)
                        .status())
                .isEqualTo(201);
        addMapper(alias, "gatehouse.entra-id", EntraTokens.MAPPER, Map.of("policy", policy));
    }

    /** As a realm file's is rendered. */
    private static void addGroup(String alias) throws Exception {
        addMapper(
                alias,
                "gatehouse.group." + CREW,
                "oidc-advanced-group-idp-mapper",
                Map.of(
                        "are.claim.values.regex",
                        "false",
                        "claims",
                        "[{\"key\":\"groups\",\"value\":\"" + CREW + "\"}]",
                        "group",
                        "/crew"));
    }

    private static void addMapper(String alias, String name, String kind, Map<String, String> config) throws Exception {
        ObjectNode mapper = JsonNodeFactory.instance
                .objectNode()
                .put("name", name)
                .put("identityProviderAlias", alias)
                .put("identityProviderMapper", kind);
        config.forEach(mapper.putObject("config").put("syncMode", "FORCE")::put);
        assertThat(realm.admin()
                        .post("/staff/identity-provider/instances/" + alias + "/mappers", mapper)
                        .status())
                .isEqualTo(201);
    }
}
