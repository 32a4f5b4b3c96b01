package org.gatehouse.server.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.ECKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gatehouse.server.logout.LogoutNotice;
import org.gatehouse.server.logout.LogoutNotices;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.subjects.Subjects;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Answers;
import org.gatehouse.server.testing.Assertion;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.Jwts;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 7523, OpenID Connect Core section 8, Front- and Back-Channel Logout: both ways, and at home afterwards. */
@DisplayName("What a client signs, knows of people or is told in one realm is nothing in another")
class ClientCrossingsTest {

    private static final String BOTH_WAYS = "acme, globex";
    private static final String AND_BACK = "globex, acme";
    private static final Map<String, String> REQUEST = Map.of("grant_type", "client_credentials");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TestServer server = CrossedServer.shared();

    @ParameterizedTest
    @CsvSource({BOTH_WAYS, AND_BACK})
    void authenticateWithTheAssertionForAnotherRealmThenRefusedAndNotSpent(String home, String foreign) {
        Map<String, String> form =
                assertion(home, "signer", CrossedServer.SHARED).on(REQUEST);
        Crossing crossing = Crossing.of(server, home, foreign);

        Answer refused = token(foreign, form);

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.json("error")).isEqualTo("invalid_client");
        crossing.assertOnlyThere("client.auth-failed assertion-audience");
        assertThat(token(home, form).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({BOTH_WAYS, AND_BACK})
    void authenticateWhenItsIdWasUsedInAnotherRealmThenThatIsNoMemoryHere(String home, String foreign) {
        String id = UUID.randomUUID().toString();

        for (String realm : List.of(home, foreign)) {
            Map<String, String> form = assertion(realm, "signer", CrossedServer.SHARED)
                    .with("jti", id)
                    .on(REQUEST);
            assertThat(token(realm, form).status()).as(realm).isEqualTo(200);
        }
        for (String realm : List.of(home, foreign)) {
            Map<String, String> again = assertion(realm, "signer", CrossedServer.SHARED)
                    .with("jti", id)
                    .on(REQUEST);
            assertThat(token(realm, again).status()).as(realm).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @CsvSource({BOTH_WAYS, AND_BACK})
    void authenticateWithTheKeyOfTheClientOfThatNameInAnotherRealmThenRefused(String home, String foreign) {
        Crossing crossing = Crossing.of(server, home, foreign);

        Answer refused = token(
                foreign,
                assertion(foreign, "keyed", CrossedServer.OWN.get(home)).on(REQUEST));

        assertThat(refused.status()).isEqualTo(401);
        crossing.assertOnlyThere("client.auth-failed assertion-signature");
        assertThat(token(
                                foreign,
                                assertion(foreign, "keyed", CrossedServer.OWN.get(foreign))
                                        .on(REQUEST))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({BOTH_WAYS, AND_BACK})
    void authenticateAsAClientOfAnotherRealmThenAsOneThatExistsNowhere(String home, String foreign) {
        Crossing crossing = Crossing.of(server, home, foreign);

        Answer theirs = token(
                foreign,
                assertion(foreign, "only-" + home, CrossedServer.SHARED).on(REQUEST));
        List<String> entries = crossing.there();
        Answer nobodys = token(
                foreign,
                assertion(foreign, "only-nowhere", CrossedServer.SHARED).on(REQUEST));

        assertThat(theirs.status()).isEqualTo(401);
        assertThat(Answers.comparable(theirs)).isEqualTo(Answers.comparable(nobodys));
        assertThat(entries).isNotEmpty().isEqualTo(crossing.there());
        crossing.assertNothingAtHome();
    }

    /** Accounts of two realms never have one id; if they had, they would still be two people. */
    @ParameterizedTest
    @CsvSource({BOTH_WAYS, AND_BACK})
    void compareThePairwiseSubjectsOfOneIdThenTwo(String home, String foreign) {
        UUID id = UUID.randomUUID();
        Subjects subjects = server.bean(Subjects.class);
        Realm elsewhere = realm(foreign);

        String subject = subjects.of(realm(home), "pair", id);

        assertThat(subjects.of(elsewhere, "pair", id)).isNotEqualTo(subject);
        assertThat(subjects.find(elsewhere, elsewhere.findClient("pair").orElseThrow(), subject))
                .isEmpty();
        assertThat(subjects.find(realm(home), realm(home).findClient("pair").orElseThrow(), subject))
                .contains(id);
    }

    @ParameterizedTest
    @CsvSource({BOTH_WAYS, AND_BACK})
    void askForAPairwiseSubjectOfAnotherRealmThenNobodyIsMeant(String home, String foreign) {
        Person person = People.of(server).create(home);
        Person namesake = People.of(server).namesake(foreign, person);
        String subject = subject(app(home, "pair").tokens(person));
        String own = subject(app(foreign, "pair").tokens(namesake));
        Browser browser = signedIn(foreign, namesake);

        assertThat(subject).isNotEqualTo(own);
        assertThat(asking(browser, foreign, subject).redirectParameter("error")).isEqualTo("login_required");
        assertThat(asking(browser, foreign, subject)).isEqualTo(asking(browser, foreign, "x".repeat(subject.length())));
        assertThat(asking(browser, foreign, own).redirectParameter("code")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({BOTH_WAYS, AND_BACK})
    void logOutByThePairwiseIdTokenOfAnotherRealmThenRefusedAndStillSignedIn(String home, String foreign) {
        Person person = People.of(server).create(home);
        Browser there = signedIn(foreign, People.of(server).namesake(foreign, person));
        String hint = app(home, "pair").tokens(person).json("id_token");
        Crossing crossing = Crossing.of(server, home, foreign);

        Answer answer = there.get("/realms/" + foreign + "/connect/logout?id_token_hint=" + hint);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(isSignedIn(there, foreign)).isTrue();
        crossing.assertOnlyThere();
    }

    /** What clients are sent is no ID token, wherever it is brought; and no key of another realm verifies it. */
    @ParameterizedTest
    @CsvSource({BOTH_WAYS, AND_BACK})
    void logOutByALogoutTokenThenRefusedAtHomeAndAbroad(String home, String foreign) {
        Person person = People.of(server).create(home);
        Browser here = signedIn(home, person);
        String sid = sid(again(here, home, "web"));
        signOut(here, home);
        String token = awaitTold(home, sid);
        Browser there = signedIn(foreign, People.of(server).namesake(foreign, person));
        Browser again = signedIn(home, person);

        for (Map.Entry<String, Browser> place :
                Map.of(foreign, there, home, again).entrySet()) {
            String path = "/realms/" + place.getKey() + "/connect/logout?id_token_hint=" + token;
            assertThat(place.getValue().get(path).status()).isEqualTo(400);
            assertThat(isSignedIn(place.getValue(), place.getKey())).isTrue();
        }
        assertThat(Jwts.isSignedBy(server, home, token)).isTrue();
        assertThat(Jwts.isSignedBy(server, foreign, token)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({BOTH_WAYS, AND_BACK})
    void endASessionOfAnotherRealmByItsSidThenItLives(String home, String foreign) {
        Person person = People.of(server).create(home);
        Browser here = signedIn(home, person);
        Browser there = signedIn(foreign, People.of(server).namesake(foreign, person));
        String sid = sid(again(here, home, "web"));
        Crossing crossing = Crossing.of(server, home, foreign);

        Answer theirs = end(there, foreign, sid);
        Answer nobodys = end(there, foreign, UUID.randomUUID().toString());

        assertThat(Answers.comparable(theirs, text -> text.replace(sid, "(sid)"))
                        .status())
                .isEqualTo(nobodys.status());
        assertThat(theirs.location()).isEqualTo(nobodys.location());
        assertThat(isSignedIn(here, home)).isTrue();
        crossing.assertOnlyThere();
    }

    @ParameterizedTest
    @CsvSource({BOTH_WAYS, AND_BACK})
    void signOutOfOneRealmThenNoNoticeGoesToTheClientOfThatNameInAnother(String home, String foreign) {
        Person person = People.of(server).create(home);
        Person namesake = People.of(server).namesake(foreign, person);
        Browser both = signedIn(home, person);
        both.signIn(foreign, namesake.userName(), namesake.password());
        String sid = sid(again(both, home, "web"));
        String other = sid(again(both, foreign, "web"));

        signOut(both, home);

        awaitTold(home, sid);
        assertThat(notices(foreign, namesake)).isEmpty();
        assertThat(isSignedIn(both, foreign)).isTrue();
        signOut(both, foreign);
        String token = awaitTold(foreign, other); // whatever waited for it had its turn before
        assertThat(Jwts.claims(token).getIssuer()).isEqualTo(server.issuer(foreign));
        assertThat(told(foreign, sid)).isEmpty();
        assertThat(told(home, other)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({BOTH_WAYS, AND_BACK})
    void signOutOfOneRealmThenItsLastPageLoadsNothingOfAnother(String home, String foreign) {
        Person person = People.of(server).create(home);
        Person namesake = People.of(server).namesake(foreign, person);
        Browser both = signedIn(home, person);
        both.signIn(foreign, namesake.userName(), namesake.password());
        again(both, home, "framed");
        String other = sid(again(both, foreign, "framed"));

        String page = signOut(both, home).location();

        assertThat(both.get(page).body())
                .contains("https://framed.example/" + home)
                .doesNotContain("https://framed.example/" + foreign, other);
        assertThat(both.get(page.replace("/realms/" + home, "/realms/" + foreign))
                        .body())
                .doesNotContain("<iframe");
        assertThat(isSignedIn(both, foreign)).isTrue();
    }

    private Assertion assertion(String realm, String client, ECKey key) {
        return Assertion.of(server, realm, client, key);
    }

    private Answer token(String realm, Map<String, String> form) {
        return new Browser(server).post("/realms/" + realm + "/oauth2/token", form);
    }

    private Answer asking(Browser browser, String realm, String subject) {
        Map<String, String> request = app(realm, "pair").authorization();
        request.put("prompt", "none");
        request.put("claims", "{\"id_token\":{\"sub\":{\"value\":\"" + subject + "\"}}}");
        return Answers.comparable(app(realm, "pair").authorize(browser, request));
    }

    private Answer again(Browser browser, String realm, String client) {
        RelyingApp app = app(realm, client);
        return app.redeem(app.authorize(browser, app.authorization()).redirectParameter("code"));
    }

    private static Answer end(Browser browser, String realm, String sid) {
        String page = "/realms/" + realm + "/account/sessions";
        return browser.submit(browser.get(page), page + "/" + sid + "/end", Map.of());
    }

    private static Answer signOut(Browser browser, String realm) {
        return browser.submit(browser.get("/realms/" + realm + "/account"), "/realms/" + realm + "/sign-out", Map.of());
    }

    private static List<String> told(String realm, String sid) {
        return CrossedServer.APPS.tokens(realm, "web").stream()
                .filter(token -> sid.equals(Jwts.claims(token).getClaim("sid")))
                .toList();
    }

    private static String awaitTold(String realm, String sid) {
        await().atMost(PATIENCE).until(() -> !told(realm, sid).isEmpty());
        return told(realm, sid).get(0);
    }

    private List<LogoutNotice> notices(String realm, Person person) {
        return server.bean(LogoutNotices.class).of(realm(realm), person.subject());
    }

    private Browser signedIn(String realm, Person person) {
        Browser browser = new Browser(server);
        browser.signIn(realm, person.userName(), person.password());
        return browser;
    }

    private static boolean isSignedIn(Browser browser, String realm) {
        return browser.get("/realms/" + realm + "/account").status() == 200;
    }

    private RelyingApp app(String realm, String client) {
        return RelyingApp.of(server, realm, client);
    }

    private Realm realm(String name) {
        return server.bean(Realms.class).get(name);
    }

    private static String subject(Answer tokens) {
        return Jwts.claims(tokens.json("id_token")).getSubject();
    }

    private static String sid(Answer tokens) {
        return String.valueOf(Jwts.claims(tokens.json("id_token")).getClaim("sid"));
    }
}
