package org.gatehouse.server.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.Wire;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A realm that does not exist is not found, before anything else")
class UnknownRealmTest {

    private final TestServer server = TestServer.shared();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/realms/nowhere",
                "/realms/nowhere/",
                "/realms/nowhere/sign-in",
                "/realms/nowhere/sign-out",
                "/realms/nowhere/account",
                "/realms/nowhere/consent?request=x",
                "/realms/nowhere/first-administrator?token=x",
                "/realms/nowhere/oauth2/authorize?client_id=web",
                "/realms/nowhere/oauth2/token",
                "/realms/nowhere/oauth2/introspect",
                "/realms/nowhere/oauth2/revoke",
                "/realms/nowhere/oauth2/jwks",
                "/realms/nowhere/userinfo",
                "/realms/nowhere/developers",
                "/realms/nowhere/connect/logout",
                "/realms/nowhere/.well-known/openid-configuration",
                "/.well-known/oauth-authorization-server/realms/nowhere",
                "/console/realms/nowhere/audit",
                "/console/realms/nowhere",
                "/api/realms/nowhere",
                "/api/realms/nowhere/people",
                "/realms//sign-in",
                "/realms/ACME/sign-in",
                "/realms/acme%20/sign-in",
                "/realms/%61cme/sign-in",
                "/realms/acme./oauth2/token"
            })
    void callWhenRealmIsUnknownThenNotFoundWhateverTheMethod(String path) {
        for (String method : new String[] {"GET", "POST", "PUT", "DELETE"}) {
            Answer answer = Wire.send(server, method + " " + path, java.util.List.of(), new byte[0]);

            assertThat(answer.status()).as(method + " " + path).isEqualTo(404);
            assertThat(answer.header("Set-Cookie")).isEmpty();
            assertThat(answer.header("Location")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/acme/oauth2/token",
                "/x/realms/acme/oauth2/token",
                "/oauth2/token",
                "/userinfo",
                "/oauth2/jwks",
                "/.well-known/openid-configuration",
                "/.well-known/oauth-authorization-server",
                "/.well-known/oauth-authorization-server/acme",
                "/login",
                "/logout"
            })
    void callOutsideOfAnyRealmThenNotFound(String path) {
        Browser caller = new Browser(server);

        assertThat(caller.get(path).status()).as("GET").isEqualTo(404);
        assertThat(caller.post(path, Map.of()).status()).as("POST").isIn(403, 404);
    }

    /** The framework itself would answer below any prefix, each prefix being an issuer. */
    @ParameterizedTest
    @ValueSource(strings = {"/x/realms/acme", "/realms/acme/x", "/health", "/demo", "/console/realms/acme", ""})
    void callProtocolBelowAnotherPathThenNoAnswer(String prefix) {
        RelyingApp exporter = RelyingApp.of(server, "acme", "exporter");
        Browser caller = new Browser(server);
        Map<String, String> form = Map.of("grant_type", "client_credentials");

        Answer token = caller.post(prefix + "/oauth2/token", form, "Authorization", exporter.basic());
        Answer metadata = caller.get(prefix + "/.well-known/openid-configuration");
        Answer keys = caller.get(prefix + "/oauth2/jwks");

        assertThat(token.body()).doesNotContain("access_token");
        assertThat(token.status()).isBetween(400, 499);
        assertThat(metadata.body()).doesNotContain("issuer");
        assertThat(keys.body()).doesNotContain("kid");
    }
}
