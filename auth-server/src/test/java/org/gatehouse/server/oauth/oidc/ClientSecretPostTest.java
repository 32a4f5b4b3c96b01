package org.gatehouse.server.oauth.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("OpenID Connect Core section 9: client_secret_post")
class ClientSecretPostTest {

    private final TestServer server = DetailedRealm.server();
    private final RelyingApp posting = RelyingApp.of(server, DetailedRealm.NAME, "posting");
    private final String code =
            posting.code(new Browser(server), People.of(server).create(DetailedRealm.NAME));

    @Test
    void redeemWhenTheSecretIsInTheHeaderThenInvalidClient() {
        assertThat(posting.redeem(code).json("error")).isEqualTo("invalid_client");
    }

    @Test
    void redeemWhenTheSecretInTheBodyIsWrongThenInvalidClient() {
        assertThat(redeem("wrong").json("error")).isEqualTo("invalid_client");
    }

    @Test
    void redeemWhenTheSecretIsInTheBodyThenTokens() {
        assertThat(redeem(TestServer.secret("POSTING_SECRET")).json("id_token")).isNotEmpty();
    }

    private Answer redeem(String secret) {
        Map<String, String> form = new LinkedHashMap<>(posting.redemption(code));
        form.put("client_id", "posting");
        form.put("client_secret", secret);
        return new Browser(server).post(posting.path("/oauth2/token"), form);
    }
}
