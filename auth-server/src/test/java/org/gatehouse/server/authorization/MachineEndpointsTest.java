package org.gatehouse.server.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

@DisplayName("The endpoints of programs know no browser")
class MachineEndpointsTest {

    private static final String REALM = "acme";

    private final TestServer server = TestServer.shared();
    private final RelyingApp web = RelyingApp.web(server, REALM);
    private final Browser browser = new Browser(server);
    private final Person person = People.of(server).create(REALM);

    @ParameterizedTest
    @ValueSource(strings = {"/oauth2/token", "/oauth2/introspect", "/oauth2/revoke"})
    void postWhenOnlyASignedInBrowserVouchesThenRefused(String endpoint) {
        web.code(browser, person);

        Answer answer = browser.post(
                web.path(endpoint), Map.of("grant_type", "client_credentials", "token", "t", "client_id", "web"));

        assertThat(answer.status()).isBetween(400, 401);
        assertThat(answer.headers()).doesNotContainKey("set-cookie");
    }

    @Test
    void userInfoWhenOnlyASignedInBrowserVouchesThenRefused() {
        web.code(browser, person);

        Answer answer = browser.get(web.path("/userinfo"));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("www-authenticate")).isEqualTo("Bearer");
    }

    @Test
    void answerThenNobodyOnTheWayKeepsOrShowsIt() {
        Answer tokens = web.tokens(person);
        Answer refused = web.refresh("no-token");
        Answer userInfo = web.userInfo(tokens.json("access_token"));
        Answer inspected = RelyingApp.of(server, REALM, "exporter").introspect(tokens.json("access_token"));

        assertThat(Stream.of(tokens, refused, userInfo, inspected)).allSatisfy(answer -> {
            assertThat(answer.headers().get("cache-control")).isEqualTo(List.of("no-store"));
            assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
            assertThat(answer.header("x-frame-options")).isEqualTo("DENY");
            assertThat(answer.header("content-security-policy")).contains("default-src 'none'");
            assertThat(answer.headers()).containsKey("x-request-id").doesNotContainKey("set-cookie");
        });
    }
}
