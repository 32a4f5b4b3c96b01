package org.gatehouse.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The relying app against a provider over real HTTP: first what it must refuse. */
@SpringBootTest(
        classes = DemoApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "gatehouse.demo=true")
class DemoTest {

    @LocalServerPort
    int port;

    @Autowired
    FakeProvider provider;

    private Visit visit;

    @BeforeEach
    void arrive() {
        provider.honest();
        visit = new Visit(port);
    }

    @Test
    void anAnswerNobodyAskedForIsRefused() throws Exception {
        assertRefused(Map.of("code", "the-code", "state", "x"), "No sign-in is under way");
    }

    @Test
    void anotherStateIsRefused() throws Exception {
        visit.start();
        assertRefused(Map.of("code", "the-code", "state", "x", "iss", provider.issuer()), "not asked for");
        assertRefused(Map.of("code", "the-code", "iss", provider.issuer()), "not asked for");
    }

    @Test
    void theAnswerOfAnotherIssuerIsRefused() throws Exception {
        String state = visit.start().get("state");
        assertRefused(Map.of("code", "the-code", "state", state, "iss", "https://evil.example"), "from somewhere else");
        assertRefused(Map.of("code", "the-code", "state", state), "from somewhere else");
    }

    @Test
    void aRepeatedParameterIsRefused() throws Exception {
        String state = visit.start().get("state");
        var answer = visit.get("/demo/callback?code=a&code=b&state=" + state);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("says something twice");
    }

    @Test
    void anErrorIsToldInClearWordsAndEscaped() throws Exception {
        String state = visit.start().get("state");
        var denied = Map.of(
                "error",
                "access_denied",
                "error_description",
                "<img src=x onerror=alert(1)>",
                "state",
                state,
                "iss",
                provider.issuer());
        assertRefused(denied, "The sign-in was refused");
        assertThat(visit.page()).contains("&lt;img src=x").doesNotContain("<img");
    }

    @Test
    void anIdTokenWithAnotherNonceIsRefused() throws Exception {
        assertIdTokenRefused(claims -> claims.claim("nonce", "another"));
        assertIdTokenRefused(claims -> claims.claim("nonce", null));
    }

    @Test
    void anIdTokenForSomebodyElseIsRefused() throws Exception {
        assertIdTokenRefused(claims -> claims.audience("another"));
        assertIdTokenRefused(claims -> claims.claim("azp", "another"));
        assertIdTokenRefused(claims -> claims.issuer("https://evil.example"));
    }

    @Test
    void anIdTokenOutOfTimeIsRefused() throws Exception {
        assertIdTokenRefused(
                claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(120))));
        assertIdTokenRefused(claims -> claims.issueTime(Date.from(Instant.now().plusSeconds(120))));
        assertIdTokenRefused(claims -> claims.expirationTime(null));
    }

    @Test
    void aForgedIdTokenIsRefused() throws Exception {
        provider.forged = true;
        assertIdTokenRefused(UnaryOperator.identity());
    }

    @Test
    void metadataOfAnotherRealmIsRefused() throws Exception {
        provider.metadataIssuer = "https://evil.example";
        assertThat(visit.get("/demo").body()).contains("about another realm");
    }

    @Test
    void aCodeIsExchangedOnce() throws Exception {
        comeBack("not-the-code");
        assertThat(visit.press("/demo/exchange").body()).contains("gave no tokens", "invalid_grant");
        comeBackRightly();
        visit.press("/demo/exchange");
        assertThat(visit.press("/demo/exchange").body()).contains("no code to exchange");
    }

    @Test
    void stepsNeedAPageOfThisBrowser() throws Exception {
        comeBackRightly();
        visit.get("/nowhere");
        var stolen = new Visit(port);
        assertThat(stolen.get("/demo/tokens").body()).contains("No sign-in is under way");
    }

    @Test
    void theFirstPageShowsWhatWillBeAsked() throws Exception {
        var request = visit.start();
        assertThat(request)
                .containsEntry("response_type", "code")
                .containsEntry("client_id", "demo")
                .containsEntry("redirect_uri", "http://localhost:9000/demo/callback")
                .containsEntry("scope", "openid profile email")
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("ui_locales", "en");
        assertThat(visit.get("/demo").body())
                .contains(request.get("state"), request.get("nonce"), "correct horse", "JBSWY3DPEHPK3PXP")
                .doesNotContain("s3cret", "??");
    }

    @Test
    void theWholeDance() throws Exception {
        comeBackRightly();
        assertThat(visit.page())
                .contains("the-code", "Authorization: Basic ••••••")
                .doesNotContain("s3cret", "??");
        assertThat(visit.press("/demo/exchange").body())
                .contains("Signed in", "bob-1", "Who it is about", "0-refr…")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("opaque-access-0", "0-refresh-of-bob", "s3cret", "failed", "??");
        assertThat(visit.press("/demo/person").body()).contains("&lt;b&gt;Bob&lt;/b&gt;");
        assertThat(visit.press("/demo/refresh").body()).contains("1-refr…").doesNotContain("0-refr… (16). Each");
        assertThat(visit.press("/demo/introspect").body()).contains("HTTP 403", "unauthorized_client");
        assertThat(visit.press("/demo/revoke").body()).contains("HTTP 200", "no content");
    }

    @Test
    void onlyTheSignOutTheAppAskedForEndsTheVisit() throws Exception {
        String state = comeBackRightly().get("state");
        visit.press("/demo/exchange");
        assertThat(visit.page()).contains("action=\"" + provider.issuer() + "/logout\"", "http://localhost:9000/demo");
        assertThat(visit.get("/demo?state=another").statusCode()).isEqualTo(302);
        assertThat(visit.get("/demo/tokens").body()).contains("Signed in");
        assertThat(visit.get("/demo?state=" + state).body()).contains("You are signed out");
        assertThat(visit.get("/demo/tokens").body()).contains("No sign-in is under way");
    }

    @Test
    void aRefreshedIdTokenMustBeAboutTheSamePerson() throws Exception {
        comeBackRightly();
        visit.press("/demo/exchange");
        provider.lie = claims -> claims.subject("eve-1");
        assertThat(visit.press("/demo/refresh").body()).contains("cannot be believed");
    }

    @Test
    void theDanceIsShownInFrench() throws Exception {
        visit.get("/?lang=fr");
        assertThat(visit.start()).containsEntry("ui_locales", "fr");
        assertThat(visit.get("/demo").body())
                .contains("<html lang=\"fr\"", "Commencer")
                .doesNotContain("??");
    }

    private void assertRefused(Map<String, String> answer, String words) throws Exception {
        var page = visit.comeBack(answer);
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains("<title>Error:", words).doesNotContain("??");
    }

    private void assertIdTokenRefused(UnaryOperator<JWTClaimsSet.Builder> lie) throws Exception {
        provider.lie = lie;
        comeBackRightly();
        assertThat(visit.press("/demo/exchange").body()).contains("cannot be believed", "failed");
        assertThat(visit.get("/demo/tokens").statusCode()).isEqualTo(400);
    }

    private Map<String, String> comeBackRightly() throws Exception {
        return comeBack("the-code");
    }

    private Map<String, String> comeBack(String code) throws Exception {
        var request = visit.start();
        provider.authorize(request);
        visit.comeBack(Map.of("code", code, "state", request.get("state"), "iss", provider.issuer()));
        return request;
    }
}
