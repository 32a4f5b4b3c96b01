package org.gatehouse.server.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.Jwts;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.gatehouse.server.testing.Wire;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What a request says about its own address is believed nowhere")
class ForgedAddressTest {

    private static final String[] FORGED = {
        "Host: evil.test",
        "X-Forwarded-Host: evil.test",
        "X-Forwarded-Proto: https",
        "X-Forwarded-Port: 443",
        "X-Forwarded-Prefix: /evil",
        "X-Forwarded-For: 203.0.113.66",
        "Forwarded: for=203.0.113.66;host=evil.test;proto=https",
        "X-Original-URL: /realms/globex/account",
        "X-Rewrite-URL: /realms/globex/account",
        "X-Real-IP: 203.0.113.66"
    };

    private final TestServer server = TestServer.shared();
    private final RelyingApp web = RelyingApp.web(server, "acme");
    private final RelyingApp exporter = RelyingApp.of(server, "acme", "exporter");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/realms/acme/.well-known/openid-configuration",
                "/.well-known/oauth-authorization-server/realms/acme"
            })
    void readMetadataThenTheConfiguredIssuer(String path) {
        Answer answer = Wire.get(server, path, FORGED);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("\"issuer\":\"" + server.issuer("acme") + "\"");
        assertIsUntouched(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/realms/acme/sign-in", "/realms/acme/account", "/realms/acme/signed-out", "/nothing-here"})
    void openPageThenNoForgedLinkOrRedirect(String path) {
        assertIsUntouched(Wire.get(server, path, FORGED));
    }

    @Test
    void authorizeThenRedirectedWithinTheConfiguredOrigin() {
        String query = Browser.encode(web.authorization());

        Answer toSignIn = Wire.get(server, web.path("/oauth2/authorize?" + query), FORGED);
        Answer refused = Wire.get(server, web.path("/oauth2/authorize?" + query + "&max_age=x"), FORGED);

        assertThat(toSignIn.location()).startsWith("/realms/acme/sign-in?");
        assertThat(refused.location())
                .contains("iss=" + URLEncoder.encode(server.issuer("acme"), StandardCharsets.UTF_8));
        assertIsUntouched(toSignIn);
        assertIsUntouched(refused);
    }

    @Test
    void tokenThenIssuedByTheConfiguredIssuer() {
        Answer answer = Wire.post(
                server,
                exporter.path("/oauth2/token"),
                "grant_type=client_credentials",
                Stream.concat(Stream.of(FORGED), Stream.of("Authorization: " + exporter.basic()))
                        .toArray(String[]::new));

        assertThat(Jwts.claims(answer.json("access_token")).getIssuer()).isEqualTo(server.issuer("acme"));
    }

    @Test
    void refuseThenTheTrailHasTheAddressOfTheConnection() {
        TrailProbe probe = TrailProbe.of(server, "acme");

        Wire.post(server, exporter.path("/oauth2/token"), "grant_type=client_credentials", FORGED);

        List<EntryView> entries = probe.fresh();
        assertThat(entries).hasSize(1);
        assertThat(entries.get(0).origin().address()).isIn("127.0.0.1", "0:0:0:0:0:0:0:1", "::1");
    }

    private static void assertIsUntouched(Answer answer) {
        String everything = answer.headers() + answer.body();
        assertThat(everything)
                .doesNotContain("evil.test")
                .doesNotContain("/evil")
                .doesNotContain("203.0.113.66")
                .doesNotContain("https://localhost");
        assertThat(answer.header("Set-Cookie")).doesNotContain("Secure");
    }
}
