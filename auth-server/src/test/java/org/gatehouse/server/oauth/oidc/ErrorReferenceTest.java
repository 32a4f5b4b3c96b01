package org.gatehouse.server.oauth.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("RFC 6749 sections 4.1.2.1 and 5.2: a refusal names the problem, to the client or by reference")
class ErrorReferenceTest {

    private static final String REALM = "acme";

    enum Refusal {
        WRONG_SECRET(app -> app.post("/oauth2/token", Map.of("grant_type", "client_credentials", "client_id", "web"))),
        UNKNOWN_CODE(app -> app.redeem("garbage")),
        UNKNOWN_GRANT(app -> app.token(Map.of("grant_type", "password", "username", "a", "password", "b"))),
        WRONG_SCOPE(app -> authorize(app, "scope", "openid admin")),
        WRONG_CLAIMS(app -> authorize(app, "claims", "{")),
        UNKNOWN_REDIRECT_URI(app -> authorize(app, "redirect_uri", "https://evil.test/")),
        UNSUPPORTED_RESPONSE_TYPE(app -> authorize(app, "response_type", "token")),
        REQUEST_URI(app -> authorize(app, "request_uri", "https://evil.test/r")),
        PARAMETER_TWICE(app -> new Browser(site(app)).get(app.path("/oauth2/authorize?state=a&state=b"))),
        BEARER_TOKEN(app -> app.userInfo("garbage"));

        private final Function<RelyingApp, Answer> call;

        Refusal(Function<RelyingApp, Answer> call) {
            this.call = call;
        }

        private static Answer authorize(RelyingApp app, String name, String value) {
            Map<String, String> request = app.authorization();
            request.put(name, value);
            return app.authorize(new Browser(site(app)), request);
        }

        private static TestServer site(RelyingApp app) {
            return current;
        }
    }

    private static TestServer current;

    @ParameterizedTest
    @EnumSource
    void refuseInProductionThenOnlyTheReferenceIsToldAndTheTrailHasTheReasonUnderIt(Refusal refusal) {
        Answer answer = refused(TestServer.shared(), refusal);

        String told = told(answer);
        assertThat(told).isEqualTo("Reference: " + answer.header("X-Request-Id"));
    }

    @ParameterizedTest
    @EnumSource
    void refuseInADemoThenTheReasonIsToldToo(Refusal refusal) {
        Answer answer = refused(DetailedRealm.server(), refusal);

        assertThat(told(answer)).endsWith("Reference: " + answer.header("X-Request-Id"));
        if (refusal != Refusal.WRONG_SECRET) { // which half was wrong is nobody's business
            assertThat(told(answer)).doesNotStartWith("Reference");
        }
    }

    private static Answer refused(TestServer server, Refusal refusal) {
        current = server;
        TrailProbe probe = TrailProbe.of(server, REALM);
        Answer answer = refusal.call.apply(RelyingApp.web(server, REALM));
        List<EntryView> entries = probe.fresh();
        assertThat(entries).singleElement().satisfies(entry -> {
            assertThat(entry.origin().request()).isEqualTo(answer.header("X-Request-Id"));
            assertThat(entry.detail().get("why")).isNotBlank().doesNotContain("evil");
        });
        return answer;
    }

    /** In the redirect, the JSON, or on the error page. */
    private static String told(Answer answer) {
        if (!answer.location().isEmpty()) {
            return answer.redirectParameter("error_description");
        }
        return answer.json().has("error")
                ? answer.json("error_description")
                : (answer.json().has("detail") ? answer.json("detail") + " " : "")
                        + "Reference: "
                        + answer.json("reference");
    }
}
