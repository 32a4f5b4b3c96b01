package org.gatehouse.server.oauth.rfc8252;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 8252 section 7: native apps receive authorization responses")
class NativeAppTest {

    private static final String REALM = "acme";

    private final TestServer server = TestServer.shared();
    private final RelyingApp phone = RelyingApp.phone(server, REALM);
    private final Person person = People.of(server).create(REALM);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.example.phone:/cb2",
                "com.example.phone://cb",
                "com.example.phone:cb",
                "com.evil.phone:/cb",
                "http://127.0.0.1:8080/other",
                "http://127.0.0.1:/cb",
                "http://127.0.0.1:0/cb",
                "http://127.0.0.1:65536/cb",
                "http://127.0.0.1:80a/cb",
                "http://127.0.0.1:8080@evil.test/cb",
                "http://127.0.0.1.evil.test:8080/cb",
                "http://localhost:8080/cb",
                "https://127.0.0.1:8080/cb",
                "http://127.0.0.2:8080/cb"
            })
    void authorizeWhenRedirectUriOnlyLooksAlikeThenErrorPage(String redirectUri) {
        Answer answer = phone.authorize(new Browser(server), to(redirectUri));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.location()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:1024/cb", "http://127.0.0.1:65535/cb", "http://127.0.0.1/cb"})
    void redeemWhenLoopbackPortIsAnyThenTokens(String redirectUri) {
        Answer answer = phone.codeAnswer(new Browser(server), person, to(redirectUri));
        Map<String, String> redemption = phone.redemption(answer.redirectParameter("code"));
        redemption.put("redirect_uri", redirectUri);

        assertThat(answer.location()).startsWith(redirectUri + "?");
        assertThat(phone.token(redemption).json("refresh_token")).isNotEmpty();
    }

    @Test
    void redeemWhenPortDiffersFromTheOneAskedForThenInvalidGrant() {
        Answer answer = phone.codeAnswer(new Browser(server), person, to("http://127.0.0.1:1024/cb"));
        Map<String, String> redemption = phone.redemption(answer.redirectParameter("code"));
        redemption.put("redirect_uri", "http://127.0.0.1:1025/cb");

        assertThat(phone.token(redemption).json("error")).isEqualTo("invalid_grant");
    }

    @Test
    void redeemWhenSchemeIsTheAppsOwnThenTokens() {
        Answer answer = phone.codeAnswer(new Browser(server), person, phone.authorization());

        assertThat(answer.location()).startsWith("com.example.phone:/cb?code=");
        assertThat(phone.redeem(answer.redirectParameter("code")).json("refresh_token"))
                .isNotEmpty();
    }

    private Map<String, String> to(String redirectUri) {
        Map<String, String> request = phone.authorization();
        request.put("redirect_uri", redirectUri);
        return request;
    }
}
