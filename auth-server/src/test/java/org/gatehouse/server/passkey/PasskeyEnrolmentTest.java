package org.gatehouse.server.passkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.Together;
import org.gatehouse.server.testing.TrailOutage;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("A passkey is added by its owner, to an answer that was asked for, once")
class PasskeyEnrolmentTest {

    private static final String REALM = "acme";
    private static final String PAGE = "/realms/acme/account/passkeys";

    private final TestServer server = TestServer.shared();
    private final Person person = People.of(server).create(REALM);
    private final Browser browser = new Browser(server);
    private final SoftwareAuthenticator phone = new SoftwareAuthenticator(server.baseUrl());

    @BeforeEach
    void signIn() {
        browser.signIn(REALM, person.userName(), person.password());
    }

    @Test
    void pagesWhenNotSignedInThenSignInPage() {
        Browser stranger = new Browser(server);

        assertThat(stranger.get(PAGE).location()).contains("/sign-in");
        assertThat(stranger.get(PAGE + "/add").location()).contains("/sign-in");
    }

    @Test
    void optionsWithoutFormTokenThenRefused() {
        assertThat(browser.post(PAGE + "/options", Map.of()).status()).isEqualTo(403);
    }

    @Test
    void addWhenOriginIsAnotherThenRefused() {
        assertRefused(phone.at("https://phishing.example").create(options()), "wrong-origin");
        assertRefused(phone.at(server.baseUrl() + "0").create(options()), "wrong-origin");
    }

    @Test
    void addWhenRelyingPartyIsAnotherThenRefused() {
        assertRefused(phone.forParty("phishing.example").create(options()), "wrong-origin");
    }

    @Test
    void addWithinAFrameOfAnotherSiteThenRefused() {
        assertRefused(phone.framed(true).create(options()), "wrong-origin");
    }

    @Test
    void addWhenNobodyWasThereThenRefused() {
        assertRefused(phone.touched(false).create(options()), "wrong-passkey");
    }

    @Test
    void addWhenTheSignedPartNamesAnotherCredentialThenRefused() {
        assertRefused(phone.signingAs(SoftwareAuthenticator.random(32)).create(options()), "wrong-passkey");
    }

    @Test
    void addWhenTheAnswerIsNoneThenRefused() {
        for (String answer : List.of("", "{}", "null", "[]", "{\"id\":\"x\"}", "x".repeat(40_000))) {
            assertRefused(answer, "malformed-answer");
        }
        assertRefused(
                "{\"id\":\"AA\",\"rawId\":\"AA\",\"type\":\"public-key\",\"response\":{\"attestationObject\":\"AA\","
                        + "\"clientDataJSON\":\"AA\"}}",
                "malformed-answer");
    }

    @Test
    void addWhenNobodyAskedThenRefused() {
        JsonNode asked = options();

        JsonNode invented = JsonMapper.shared()
                .readTree(asked.toString().replace(asked.path("challenge").asString(), "A".repeat(43)));

        assertRefused(phone.create(invented), "unknown-challenge");
    }

    @Test
    void addWhenAnotherBrowserOfTheSamePersonWasAskedThenRefused() {
        Browser elsewhere = new Browser(server);
        elsewhere.signIn(REALM, person.userName(), person.password());

        assertRefused(phone.create(options(elsewhere)), "unknown-challenge");
    }

    @Test
    void addWhenItTookTooLongThenRefused() {
        JsonNode options = options();
        server.clock().advance(Challenges.LIFETIME.plusSeconds(1));

        assertRefused(phone.create(options), "unknown-challenge");
    }

    @Test
    void addTwiceWithOneAnswerThenRefused() {
        String answer = phone.create(options());
        assertThat(add(answer).location()).isEqualTo(PAGE + "?done=added");

        assertRefused(answer, "unknown-challenge");
    }

    @Test
    void addWhenSomebodyElseHasItThenRefused() {
        Person neighbour = People.of(server).create(REALM);
        Browser theirs = new Browser(server);
        theirs.signIn(REALM, neighbour.userName(), neighbour.password());
        submit(theirs, phone.create(options(theirs)));

        assertRefused(phone.create(options()), "taken-passkey");
        assertThat(passkeys()).isEmpty();
    }

    @Test
    void addTogetherThenAtMostTwenty() {
        for (int i = 0; i < Passkey.MOST - 1; i++) {
            add(new SoftwareAuthenticator(server.baseUrl()).create(options()));
        }
        List<String> answers = List.of(
                new SoftwareAuthenticator(server.baseUrl()).create(options()),
                new SoftwareAuthenticator(server.baseUrl()).create(options()));
        String token = browser.get(PAGE + "/add").hidden("_csrf");

        List<Answer> results =
                Together.run(2, turn -> browser.post(PAGE, Map.of("_csrf", token, "credential", answers.get(turn))));

        assertThat(results).extracting(Answer::status).containsExactlyInAnyOrder(302, 200);
        assertThat(passkeys()).hasSize(Passkey.MOST);
        assertThat(browser.get(PAGE).body()).contains("No further passkey");
    }

    @Test
    void addWhenTheTrailCannotBeWrittenThenUnavailableAndNothingAdded() {
        String answer = phone.create(options());
        Map<String, String> form = Map.of("_csrf", browser.get(PAGE + "/add").hidden("_csrf"), "credential", answer);

        Answer result = TrailOutage.during(server, () -> browser.post(PAGE, form));

        assertThat(result.status()).isEqualTo(503);
        assertThat(passkeys()).isEmpty();
    }

    @Test
    void optionsThenAskForWhatThePageNeedsAndNothingThatNamesThePerson() {
        add(phone.create(options()));

        JsonNode options = options();

        assertThat(options.at("/rp/id").asString()).isEqualTo("localhost");
        assertThat(options.at("/rp/name").asString()).isEqualTo("Acme Field Services");
        assertThat(options.at("/attestation").asString()).isEqualTo("none");
        assertThat(options.at("/authenticatorSelection/residentKey").asString()).isEqualTo("required");
        assertThat(options.at("/excludeCredentials/0/id").asString()).isEqualTo(phone.id());
        assertThat(options.at("/user/name").asString()).isEqualTo(person.userName());
        byte[] handle =
                java.util.Base64.getUrlDecoder().decode(options.at("/user/id").asString());
        assertThat(handle).hasSize(48).isEqualTo(phone.handle());
    }

    @Test
    void addThenListedWithOneEntryAndTheNameOfItsAuthenticator() {
        TrailProbe probe = TrailProbe.of(server, REALM);

        Answer answer = add(phone.model(SoftwareAuthenticator.GOOGLE).synced().create(options()));

        assertThat(browser.get(answer.location()).body())
                .contains("The passkey was added.", "Google Password Manager", "never", "on all devices");
        assertThat(probe.fresh()).singleElement().satisfies(entry -> {
            assertThat(entry.activity()).isEqualTo(Activity.FACTOR_ENROLLED);
            assertThat(entry.actor().person()).isEqualTo(person.subject());
            assertThat(entry.detail()).containsEntry("factor", "passkey");
        });
        assertThat(passkeys()).singleElement().satisfies(passkey -> {
            assertThat(passkey.transports()).containsExactly("hybrid", "internal");
            assertThat(passkey.backupEligible()).isTrue();
            assertThat(passkey.userVerified()).isTrue();
        });
    }

    @Test
    void addTwoOfOneKindThenTheirNamesDiffer() {
        add(phone.create(options()));
        add(new SoftwareAuthenticator(server.baseUrl()).create(options()));

        assertThat(passkeys()).extracting(Passkey::name).containsExactly("Passkey", "Passkey 2");
    }

    @Test
    void databaseThenHoldsNoName() {
        add(phone.create(options()));
        submit("/rename", Map.of("name", "Grandmother’s telephone"));

        String everything = server.bean(JdbcClient.class)
                .sql("SELECT string_agg(passkey::text, '') FROM passkey")
                .query(String.class)
                .single();

        assertThat(everything).doesNotContain("Grandmother").doesNotContain("Passkey");
        assertThat(passkeys()).extracting(Passkey::name).containsExactly("Grandmother’s telephone");
    }

    @Test
    void renameWhenTheNameIsNoneThenRefused() {
        add(phone.create(options()));

        for (String name : List.of("", "   ", "x".repeat(Passkey.LONGEST_NAME + 1))) {
            Answer answer = submit("/rename", Map.of("name", name));
            assertThat(answer.body()).contains("Enter a name of at most 60 characters.");
        }
        assertThat(passkeys()).extracting(Passkey::name).containsExactly("Passkey");
    }

    @Test
    void renameThenAnEntryThatDoesNotShowTheNameToTheDatabase() {
        add(phone.create(options()));
        TrailProbe probe = TrailProbe.of(server, REALM);

        Answer answer = submit("/rename", Map.of("name", " <b>My</b> phone "));

        assertThat(browser.get(answer.location()).body()).contains("&lt;b&gt;My&lt;/b&gt; phone");
        assertThat(probe.fresh()).singleElement().satisfies(entry -> {
            assertThat(entry.activity()).isEqualTo(Activity.CREDENTIAL_CHANGED);
            assertThat(entry.detail()).containsEntry("credential", "passkey");
        });
        submit("/rename", Map.of("name", "<b>My</b> phone"));
        assertThat(probe.fresh()).isEmpty();
    }

    @Test
    void renameAndRemoveWhenItIsSomebodyElsesThenNotFound() {
        Person neighbour = People.of(server).create(REALM);
        add(phone.create(options()));
        UUID id = passkeys().get(0).id();
        Browser theirs = new Browser(server);
        theirs.signIn(REALM, neighbour.userName(), neighbour.password());
        TrailProbe probe = TrailProbe.of(server, REALM);
        String token = theirs.get(PAGE + "/add").hidden("_csrf");

        assertThat(theirs.get(PAGE + "/" + id + "/rename").status()).isEqualTo(404);
        assertThat(theirs.post(PAGE + "/" + id + "/rename", Map.of("_csrf", token, "name", "mine"))
                        .status())
                .isEqualTo(404);
        theirs.post(PAGE + "/" + id + "/remove", Map.of("_csrf", token));

        assertThat(passkeys()).hasSize(1).extracting(Passkey::name).containsExactly("Passkey");
        assertThat(probe.fresh()).isEmpty();
    }

    @Test
    void removeThenGoneWithOneEntryAndTheAuthenticatorIsTold() {
        add(phone.create(options()));
        UUID id = passkeys().get(0).id();
        assertThat(browser.get(PAGE).body()).contains("data-ids=\"" + phone.id() + "\"");
        TrailProbe probe = TrailProbe.of(server, REALM);

        Answer answer = submit("/remove", Map.of());

        assertThat(passkeys()).isEmpty();
        assertThat(browser.get(answer.location()).body())
                .contains("data-passkey-signals", "The passkey was removed.")
                .doesNotContain("data-ids", phone.id());
        assertThat(probe.freshCodes()).containsExactly("factor.removed");
        browser.submit(browser.get(PAGE + "/add"), PAGE + "/" + id + "/remove", Map.of());
        assertThat(probe.freshCodes()).isEmpty();
    }

    @Test
    void removeWhenThereIsNoOtherWayInThenRefused() {
        add(phone.create(options()));
        server.bean(JdbcClient.class)
                .sql("UPDATE account SET password_hash = NULL WHERE id = ?")
                .param(person.subject())
                .update();

        Answer answer = submit("/remove", Map.of());

        assertThat(answer.body()).contains("your only way to sign in");
        assertThat(passkeys()).hasSize(1);
    }

    @Test
    void eraseThenNothingIsLeft() {
        add(phone.create(options()));

        server.bean(PasskeyRows.class).erase(realm(), person.subject());

        assertThat(passkeys()).isEmpty();
        assertThat(server.bean(PasskeyOwners.class).find(realm(), person.subject()))
                .isEmpty();
    }

    @Test
    void handleThenOnlyItsOwnRealmKnowsIt() {
        add(phone.create(options()));
        PasskeyOwners owners = server.bean(PasskeyOwners.class);
        var handle = owners.find(realm(), person.subject()).orElseThrow();

        assertThat(owners.isOfRealm(realm(), handle)).isTrue();
        assertThat(owners.isOfRealm(server.bean(Realms.class).get("globex"), handle))
                .isFalse();
        assertThat(owners.isOfRealm(realm(), null)).isFalse();
        assertThat(owners.isOfRealm(realm(), org.springframework.security.web.webauthn.api.Bytes.random()))
                .isFalse();
    }

    @Test
    void challengesWhenTheirTimeIsOverThenRemoved() {
        options();
        server.clock().advance(Duration.ofMinutes(6));

        server.bean(Challenges.class).removeExpired();

        assertThat(server.bean(JdbcClient.class)
                        .sql("SELECT count(*) FROM passkey_challenge")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private void assertRefused(String answer, String reason) {
        int before = passkeys().size();
        TrailProbe probe = TrailProbe.of(server, REALM);

        Answer result = add(answer);

        assertThat(result.status()).isEqualTo(200);
        assertThat(result.body()).contains("<title>Error:").doesNotContain(reason);
        List<EntryView> entries = probe.fresh();
        assertThat(entries).singleElement().satisfies(entry -> {
            assertThat(entry.activity()).isEqualTo(Activity.FACTOR_ENROLLED);
            assertThat(entry.outcome()).isEqualTo(Outcome.FAILURE);
            assertThat(entry.reason()).isEqualTo(reason);
        });
        assertThat(passkeys()).hasSize(before);
    }

    private JsonNode options() {
        return options(browser);
    }

    private JsonNode options(Browser from) {
        return from.submit(from.get(PAGE + "/add"), PAGE + "/options", Map.of()).json();
    }

    private Answer add(String answer) {
        return submit(browser, answer);
    }

    private static Answer submit(Browser from, String answer) {
        return from.submit(from.get(PAGE + "/add"), PAGE, Map.of("credential", answer));
    }

    /** On the page of the only passkey. */
    private Answer submit(String action, Map<String, String> form) {
        String page = PAGE + "/" + passkeys().get(0).id() + action;
        Answer answer = browser.get(page);
        return answer.hidden("_csrf").isEmpty()
                ? browser.submit(browser.get(PAGE + "/add"), page, form)
                : browser.submit(answer, page, form);
    }

    private List<Passkey> passkeys() {
        return server.bean(Passkeys.class).of(realm(), person.subject());
    }

    private Realm realm() {
        return server.bean(Realms.class).get(REALM);
    }
}
