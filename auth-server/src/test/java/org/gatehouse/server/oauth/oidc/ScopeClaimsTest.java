package org.gatehouse.server.oauth.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("OpenID Connect Core, section 5.4: which claims a scope stands for")
class ScopeClaimsTest {

    private final TestServer server = TestServer.shared();

    @Test
    void userInfoWhenPhoneWasNotAskedForThenItIsNotTold() {
        RelyingApp app = RelyingApp.web(server, "acme");
        Answer tokens = app.redeem(app.code(new Browser(server), "alice", "Correct-horse-7-battery"));
        Answer userInfo = app.userInfo(tokens.json("access_token"));

        assertThat(userInfo.json("given_name")).isEqualTo("Alice");
        assertThat(userInfo.body()).doesNotContain("phone_number", "+33199000001");
    }
}
