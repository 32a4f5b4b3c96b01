package org.gatehouse.server.oauth.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("OpenID Connect Core, section 5.4: which claims a scope stands for")
class ScopeClaimsTest {

    @Test
    void userInfoWhenPhoneWasNotAskedForThenItIsNotTold() {
        RelyingApp app = RelyingApp.web(TestServer.shared(), "acme");
        Answer tokens = app.redeem(app.code(new Browser(TestServer.shared()), "alice", "Correct-horse-7-battery"));
        Answer userInfo = app.userInfo(tokens.json("access_token"));

        assertThat(userInfo.json("given_name")).isEqualTo("Alice");
        assertThat(userInfo.body()).doesNotContain("phone_number", "+33199000001");
    }

    @Test
    void userInfoWithProfileThenWhoItIsAndSinceWhenItIsKnown() {
        Answer answer = userInfo("openid profile");

        assertThat(answer.json().propertyNames())
                .containsExactlyInAnyOrder(
                        "sub", "name", "given_name", "family_name", "preferred_username", "updated_at");
        assertThat(answer.json().path("updated_at").isIntegralNumber()).isTrue();
    }

    @Test
    void userInfoWithEmailThenTheAddressAndWhetherItIsProven() {
        assertThat(userInfo("openid email").json().propertyNames())
                .containsExactlyInAnyOrder("sub", "email", "email_verified");
    }

    @Test
    void userInfoWithPhoneThenTheNumberAndWhetherItIsProven() {
        Answer answer = userInfo("openid phone");

        assertThat(answer.json("phone_number")).isEqualTo("+33199000007");
        assertThat(answer.json().path("phone_number_verified").isBoolean()).isTrue();
    }

    @Test
    void userInfoWithAddressThenItsPartsButNoSensitiveOnes() {
        Answer answer = userInfo("openid address");

        assertThat(answer.json().path("address").propertyNames())
                .containsExactlyInAnyOrder("street_address", "locality", "postal_code");
        assertThat(answer.json().path("address").path("locality").asString()).isEqualTo("Annecy");
    }

    @Test
    void userInfoWithAllScopesThenAllOfIt() {
        assertThat(userInfo("openid profile email phone address").json().propertyNames())
                .contains("name", "email", "phone_number", "address");
    }

    private static Answer userInfo(String scope) {
        RelyingApp app = RelyingApp.of(DetailedRealm.server(), DetailedRealm.NAME, "full");
        Map<String, String> request = app.authorization();
        request.put("scope", scope);
        String code = app.codeAnswer(new Browser(DetailedRealm.server()), DetailedRealm.nora(), request)
                .redirectParameter("code");
        return app.userInfo(app.redeem(code).json("access_token"));
    }
}
