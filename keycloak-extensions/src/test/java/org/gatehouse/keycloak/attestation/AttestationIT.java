package org.gatehouse.keycloak.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gatehouse.keycloak.AppliedRealm;
import org.gatehouse.keycloak.RunningKeycloak;
import org.gatehouse.keycloak.SharedKeycloak;
import org.gatehouse.keycloak.Visitor;
import org.gatehouse.keycloak.Visitor.Page;
import org.gatehouse.realm.keycloak.AttestedTexts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Texts of a realm file, accepted on Keycloak's own pages. */
@DisplayName("Nobody gets in before they accepted what they are asked to")
class AttestationIT {

    private static final String FILE = """
            realm: texts
            languages: [en, fr]
            clients:
              - {id: desk, kind: web, redirectUris: ['https://desk.example/cb'], secret: 'env:DESK', authMethod: client_secret_post}
            roles: [{name: dispatcher, description: Plans visits}]
            groups: [{name: field-team, groups: [{name: north}]}]
            attestations:
              - id: privacy
                version: %d
                title: {en: Privacy, fr: Confidentialité}
                text: {en: "I look at personal data <only> where my work asks for it.\\n\\nI tell nobody.", fr: Je ne consulte de données personnelles que si mon travail le demande.}
                renewal: P1Y
              - id: planning
                version: 1
                title: {en: Planning, fr: Planification}
                text: {en: I plan with care., fr: Je planifie avec soin.}
                roles: [dispatcher]
                groups: [field-team]
            """;

    private static final Map<String, String> ASKED = Map.of("kc_action", AttestedTexts.ACTION);

    private static final String DESK = "https://desk.example/cb";

    private static RunningKeycloak keycloak;
    private static AppliedRealm realm;

    @BeforeAll
    static void start() throws Exception {
        keycloak = SharedKeycloak.get();
        realm = AppliedRealm.of(keycloak, FILE.formatted(1));
    }

    @AfterEach
    void backToTheRealTime() throws Exception {
        keycloak.setTime(Duration.ZERO);
    }

    @Test
    void signInWhenNotAcceptedThenNoWayIn() throws Exception {
        String person = realm.addPerson("alice");
        Visitor visitor = arrive("alice");
        assertThat(visitor.page().body())
                .contains("Privacy", "personal data &lt;only&gt; where", "I tell nobody.")
                .doesNotContain("<only>");

        Page without = visitor.submit(shown(visitor.page(), Map.of()));
        assertThat(without.body()).contains("To go on, tick the box.");
        Page other = visitor.submit(Map.of("id", "privacy", "version", "7", "accepted", "true"));
        assertThat(other.asksFor("accepted")).as("of what was not shown").isTrue();
        assertThat(visitor.authorize("desk", DESK, Map.of()).asksFor("password"))
                .as("there is no session to go on with")
                .isTrue();
        assertThat(visitor.signIn("alice").asksFor("accepted")).isTrue();
        Page declined = visitor.submit(Map.of("decline", "true"));

        assertThat(declined.parameter("error")).isEqualTo("access_denied");
        assertThat(visitor.authorize("desk", DESK, Map.of("prompt", "none")).parameter("code"))
                .isEmpty();
        assertThat(accepted(person)).isEmpty();
    }

    /** A client may ask for any required action; Keycloak skips a due one that does not let itself be asked for. */
    @Test
    void actionAskedForByTheClientThenIsNeitherSkippedNorCancelled() throws Exception {
        String person = realm.addPerson("heidi");
        Visitor visitor = new Visitor(realm);
        visitor.authorize("desk", DESK, ASKED);

        assertThat(visitor.signIn("heidi").asksFor("accepted")).isTrue();
        assertThat(cancel(visitor).asksFor("accepted")).isTrue();
        assertThat(accepted(person)).isEmpty();
        assertThat(accept(visitor).parameter("code")).isNotEmpty();
    }

    private static Page cancel(Visitor visitor) throws Exception {
        return visitor.submit(shown(visitor.page(), Map.of("cancel-aia", "true")));
    }

    @Test
    void directGrantWhenNotAcceptedThenIsRefused() throws Exception {
        realm.addPerson("bob");
        String path = "/texts/clients/" + realm.clientId("desk");
        ObjectNode client = (ObjectNode) realm.admin().get(path).body();
        realm.admin().put(path, client.put("directAccessGrantsEnabled", true));
        Map<String, String> request = new HashMap<>(Map.of("grant_type", "password", "client_id", "desk"));
        request.putAll(
                Map.of("client_secret", AppliedRealm.SECRET, "username", "bob", "password", AppliedRealm.PASSWORD));

        assertThat(new Visitor(realm).token(request).text("error_description")).contains("not fully set up");
    }

    @Test
    void acceptThenIsKeptAndAskedForAgainWhenTheVersionIsGreaterOrTheYearIsOver() throws Exception {
        String person = realm.addPerson("carol");
        Visitor visitor = arrive("carol");
        assertThat(accept(visitor).parameter("code")).isNotEmpty();
        assertThat(arrive("carol").page().parameter("code")).isNotEmpty();
        assertThat(accepted(person)).singleElement().asString().startsWith("privacy 1 20");

        realm.apply(FILE.formatted(2));
        try {
            assertThat(visitor.authorize("desk", DESK, ASKED).asksFor("accepted"))
                    .as("whatever the client asks for")
                    .isTrue();
            assertThat(cancel(visitor).parameter("code")).isEmpty();
            assertThat(visitor.authorize("desk", DESK, Map.of()).asksFor("accepted"))
                    .as("who is signed in is asked, too")
                    .isTrue();
            assertThat(accept(visitor).parameter("code")).isNotEmpty();

            keycloak.setTime(Duration.ofDays(367));
            Visitor later = arrive("carol");
            assertThat(later.page().asksFor("accepted")).isTrue();
            assertThat(accept(later).parameter("code")).isNotEmpty();
            keycloak.setTime(Duration.ZERO);
            assertThat(accepted(person)).hasSize(3);
        } finally {
            realm.apply(FILE.formatted(1));
        }
    }

    /** What Keycloak's profile does not know, or lets people edit, could be lost or made up. */
    @Test
    void acceptedThenNeitherThePersonNorAChangeOfTheirProfileTakesItAway() throws Exception {
        String person = realm.addPerson("dave");
        assertThat(accept(arrive("dave")).parameter("code")).isNotEmpty();
        String path = "/texts/users/" + person;
        ObjectNode changed = (ObjectNode) realm.admin().get(path).body();
        changed.put("lastName", "Dupont").putObject("attributes");

        assertThat(realm.admin().put(path, changed).status()).isEqualTo(204);

        assertThat(accepted(person)).hasSize(1);
        assertThat(arrive("dave").page().parameter("code")).isNotEmpty();
        assertThat(realm.differences(FILE.formatted(1))).isEmpty();
    }

    @Test
    void rolesAndGroupsThenDecideWhoIsAskedAndEachTextIsToldOf() throws Exception {
        realm.storeEvents();
        String erin = realm.addPerson("erin");
        realm.admin()
                .post(
                        "/texts/users/" + erin + "/role-mappings/realm",
                        List.of(realm.admin().get("/texts/roles/dispatcher").body()));
        String frank = realm.addPerson("frank");
        JsonNode north =
                realm.admin().get("/texts/group-by-path/field-team/north").body();
        realm.admin()
                .put("/texts/users/" + frank + "/groups/" + north.path("id").asString(), Map.of());

        for (String person : List.of("erin", "frank")) {
            Visitor visitor = arrive(person);
            assertThat(accept(visitor).body()).as(person).contains("I plan with care.");
            assertThat(accept(visitor).parameter("code")).isNotEmpty();
        }
        assertThat(told(erin)).containsExactlyInAnyOrder("privacy 1", "planning 1");
        realm.apply(FILE.formatted(1)); // which stores no events
    }

    @Test
    void pageThenIsInTheLanguageOfThePerson() throws Exception {
        realm.addPerson("grace");
        Visitor visitor = new Visitor(realm);
        visitor.authorize("desk", DESK, Map.of("ui_locales", "fr"));

        assertThat(visitor.signIn("grace").body())
                .contains("Confidentialité", "que si mon travail le demande", "J’ai lu ce texte et je l’accepte");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "not JSON",
                "[{\"id\":\"a\",\"version\":0,\"title\":{\"en\":\"a\"},\"text\":{\"en\":\"a\"}}]",
                "[{\"id\":\"a\",\"version\":1,\"title\":{\"en\":\"a\"},\"text\":{\"en\":\"\"}}]",
                "[{\"id\":\"a\",\"version\":1,\"title\":{\"en\":\"a\"},\"text\":{\"en\":\"a\"},\"renewal\":\"soon\"}]"
            })
    void configureWhenTheTextsAreHalfAThenIsRefused(String texts) throws Exception {
        assertThat(realm.admin()
                        .put(
                                "/texts/authentication/required-actions/" + AttestedTexts.ACTION + "/config",
                                Map.of("config", Map.of("texts", texts)))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void signInWhenTheTextsAreGoneThenNobodyGetsIn() throws Exception {
        String file = FILE.formatted(1).replace("realm: texts", "realm: textless");
        AppliedRealm textless = AppliedRealm.of(keycloak, file);
        textless.addPerson("alice");
        textless.admin().delete("/textless/authentication/required-actions/" + AttestedTexts.ACTION + "/config");
        Visitor visitor = new Visitor(textless);
        visitor.authorize("desk", DESK, Map.of());

        Page page = visitor.signIn("alice");

        assertThat(page.status()).isEqualTo(503);
        assertThat(page.body()).contains("the texts to accept are not configured");
        assertThat(textless.differences(file)).containsExactly("requiredActions[gatehouse-attestations].config.texts");
    }

    private static Visitor arrive(String person) throws Exception {
        Visitor visitor = new Visitor(realm);
        visitor.authorize("desk", DESK, Map.of());
        visitor.signIn(person);
        return visitor;
    }

    private static Page accept(Visitor visitor) throws Exception {
        return visitor.submit(shown(visitor.page(), Map.of("accepted", "true")));
    }

    private static Map<String, String> shown(Page page, Map<String, String> more) {
        Map<String, String> form = new HashMap<>(more);
        form.put("id", page.value("id"));
        form.put("version", page.value("version"));
        return form;
    }

    private static List<String> told(String person) throws Exception {
        return realm.admin()
                .get("/texts/events?type=CUSTOM_REQUIRED_ACTION&user=" + person)
                .body()
                .valueStream()
                .map(event -> event.path("details"))
                .filter(details -> details.has("attestation"))
                .map(details -> details.path("attestation").asString() + " "
                        + details.path("attestation_version").asString())
                .toList();
    }

    private static List<String> accepted(String person) throws Exception {
        return realm.admin()
                .get("/texts/users/" + person)
                .body()
                .path("attributes")
                .path(AttestedTexts.ACCEPTED)
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }
}
