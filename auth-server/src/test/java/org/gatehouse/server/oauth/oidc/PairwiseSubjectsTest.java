package org.gatehouse.server.oauth.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.Jwts;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("OpenID Connect Core section 8: pairwise subjects")
class PairwiseSubjectsTest {

    private static final String REALM = DetailedRealm.NAME;

    private final TestServer server = DetailedRealm.server();
    private final RelyingApp pair = RelyingApp.of(server, REALM, "pair");
    private final RelyingApp twin = RelyingApp.mobile(server, REALM, "twin", "https://pair.example/twin");
    private final RelyingApp alone = RelyingApp.of(server, REALM, "alone");
    private final Person person = People.of(server).create(REALM);
    private final Browser browser = new Browser(server);

    @Test
    void redeemThenNoTokenAndNoAnswerNamesTheAccount() {
        Answer tokens = pair.tokens(person);
        Answer userInfo = pair.userInfo(tokens.json("access_token"));
        String id = person.subject().toString();

        assertThat(Jwts.claims(tokens.json("id_token")).toString()).doesNotContain(id);
        assertThat(Jwts.claims(tokens.json("access_token")).toString()).doesNotContain(id);
        assertThat(userInfo.body()).doesNotContain(id);
        assertThat(introspected(tokens)).isNotEqualTo(id);
    }

    @Test
    void redeemThenTheSubjectIsTheSameEverywhereAndEachTime() {
        Answer tokens = pair.tokens(person);
        String subject = subject(tokens);

        assertThat(subject).hasSizeBetween(20, 255);
        assertThat(Jwts.claims(tokens.json("access_token")).getSubject()).isEqualTo(subject);
        assertThat(pair.userInfo(tokens.json("access_token")).json("sub")).isEqualTo(subject);
        assertThat(introspected(tokens)).isEqualTo(subject);
        assertThat(subject(pair.refresh(tokens.json("refresh_token")))).isEqualTo(subject);
        assertThat(subject(pair.tokens(person))).isEqualTo(subject);
    }

    @Test
    void redeemByClientsOfOneHostThenOneSubjectAndOfAnotherHostAnother() {
        String subject = subject(pair.tokens(person));

        assertThat(subject(twin.tokens(person))).isEqualTo(subject);
        assertThat(subject(alone.tokens(person))).isNotEqualTo(subject);
    }

    @Test
    void redeemForTwoPersonsThenTwoSubjects() {
        assertThat(subject(pair.tokens(person)))
                .isNotEqualTo(subject(pair.tokens(People.of(server).create(REALM))));
    }

    @Test
    void authorizeWithHintWhenThePersonIsSignedInThenCode() {
        Answer tokens = pair.redeem(pair.code(browser, person));

        assertThat(hinted(tokens.json("id_token")).redirectParameter("code")).isNotEmpty();
    }

    @Test
    void authorizeWithHintWhenSomebodyElseIsSignedInThenLoginRequired() {
        Answer tokens = pair.tokens(person);
        Person other = People.of(server).create(REALM);
        browser.signIn(REALM, other.userName(), other.password());

        assertThat(hinted(tokens.json("id_token")).redirectParameter("error")).isEqualTo("login_required");
    }

    @Test
    void authorizeForTheSubjectOfAnotherSectorThenNobodyIsMeant() {
        browser.signIn(REALM, person.userName(), person.password());
        Map<String, String> request = pair.authorization();
        request.put("prompt", "none");
        request.put("claims", "{\"id_token\": {\"sub\": {\"value\": \"" + subject(alone.tokens(person)) + "\"}}}");

        assertThat(pair.authorize(browser, request).redirectParameter("error")).isEqualTo("login_required");
    }

    @Test
    void logOutWithTheIdTokenThenSignedOut() {
        Answer tokens = pair.redeem(pair.code(browser, person));

        Answer answer = browser.get(pair.path("/connect/logout?"
                + Browser.encode(Map.of(
                        "id_token_hint",
                        tokens.json("id_token"),
                        "post_logout_redirect_uri",
                        "https://pair.example/out"))));

        assertThat(answer.location()).startsWith("https://pair.example/out");
        assertThat(pair.refresh(tokens.json("refresh_token")).status()).isEqualTo(400);
    }

    private Answer hinted(String idToken) {
        Map<String, String> request = pair.authorization();
        request.put("id_token_hint", idToken);
        request.put("prompt", "none");
        return pair.authorize(browser, request);
    }

    private String introspected(Answer tokens) {
        return RelyingApp.of(server, REALM, "exporter")
                .introspect(tokens.json("access_token"))
                .json("sub");
    }

    private static String subject(Answer tokens) {
        return Jwts.claims(tokens.json("id_token")).getSubject();
    }
}
