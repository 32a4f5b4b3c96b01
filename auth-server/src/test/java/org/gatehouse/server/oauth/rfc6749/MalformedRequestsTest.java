package org.gatehouse.server.oauth.rfc6749;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 6749 section 5.2: whatever is sent, the answer names the mistake and the next request works")
class MalformedRequestsTest {

    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";

    private static final List<String> VALUES = List.of(
            "",
            "%00",
            "a%00b",
            "\u0000",
            "%",
            "%z",
            "%zz",
            "%ff%fe",
            "%c3%28",
            "%ed%a0%80",
            "\u00ff\u00fe",
            "%0d%0aSet-Cookie:%20a=b",
            "%e2%80%ae",
            "'%20OR%201=1--",
            "${7*7}",
            "../../etc/passwd",
            "a".repeat(100_000));

    private static final List<String> BODIES = List.of(
            "",
            "&",
            "&&&=&=&",
            "=",
            "=value",
            "a",
            ";",
            "{}",
            "{\"grant_type\":\"client_credentials\"}",
            "[[[[[[[[",
            "<xml/>",
            "\u0000\u0000",
            "a=1&".repeat(20_000),
            "a".repeat(1_200_000));

    private static final List<String> HEADERS = List.of(
            "Content-Type: application/json",
            "Content-Type: text/plain",
            "Content-Type: multipart/form-data",
            "Content-Type: multipart/form-data; boundary=x",
            "Content-Type: application/x-www-form-urlencoded; charset=utf-16",
            "Content-Type: application/x-www-form-urlencoded; charset=nonsense",
            "Content-Type: a/b/c",
            "Content-Type: ",
            "Content-Encoding: gzip",
            "Accept: */",
            "Accept: text/html;q=abc",
            "Accept: application/xml",
            "Accept-Language: ***;q=9,\u00e9",
            "Cookie: ;;;=;gatehouse.acme=a.b;gatehouse.acme=\"",
            "Cookie: gatehouse.acme=00000000-0000-0000-0000-000000000000.AAAA",
            "Authorization: Bearer \u00ff",
            "Authorization: Basic " + "A".repeat(7_000),
            "Authorization: Digest a=b",
            "Authorization: Bearer a, Basic b",
            "Origin: null",
            "DPoP: x",
            "User-Agent: " + "u".repeat(6_000),
            "User-Agent: \u00e9\u0001\u007f",
            "X-Forwarded-For: " + "1,".repeat(2_000),
            "X-HTTP-Method-Override: DELETE");

    private final TestServer server = TestServer.shared();
    private final RelyingApp exporter = RelyingApp.of(server, "acme", "exporter");
    private final List<String> wrong = new ArrayList<>();

    @AfterEach
    void theNextRequestWorks() {
        assertThat(exporter.token(Map.of("grant_type", "client_credentials")).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token grant_type=client_credentials&scope",
                "token grant_type",
                "token grant_type=refresh_token&refresh_token",
                "token grant_type=authorization_code&redirect_uri=x&code_verifier=y&code",
                "token grant_type=authorization_code&code=x&code_verifier",
                "token grant_type=client_credentials&client_id",
                "introspect token",
                "introspect token=x&token_type_hint",
                "revoke token",
                "revoke token=x&token_type_hint"
            })
    void postWhenValueIsMalformedThenNamed(String target) {
        String[] parts = target.split(" ");
        for (String value : VALUES) {
            Answer answer = Wire.post(
                    server,
                    exporter.path("/oauth2/" + parts[0]),
                    parts[1] + "=" + value,
                    FORM,
                    "Authorization: " + exporter.basic());
            check(target + "=" + shown(value), answer);
        }
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client_id",
                "redirect_uri",
                "response_type",
                "scope",
                "state",
                "nonce",
                "code_challenge",
                "prompt",
                "max_age",
                "login_hint",
                "id_token_hint",
                "request_uri",
                "ui_locales",
                "x",
                "resource"
            })
    void authorizeWhenValueIsMalformedThenNoServerError(String name) {
        RelyingApp web = RelyingApp.web(server, "acme");
        Map<String, String> request = web.authorization();
        request.remove(name);
        for (String value : VALUES) {
            String form = Browser.encode(request) + "&" + name + "=" + value;
            check("POST " + name + "=" + shown(value), Wire.post(server, web.path("/oauth2/authorize"), form));
            if (value.length() < 10_000 && value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
                check("GET " + name + "=" + value, Wire.get(server, web.path("/oauth2/authorize?" + form)));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void postWhenBodyIsMalformedThenNamed() {
        for (String endpoint :
                List.of("/oauth2/token", "/oauth2/introspect", "/oauth2/revoke", "/userinfo", "/sign-in")) {
            for (String body : BODIES) {
                String authorization = "Authorization: " + exporter.basic();
                check(
                        endpoint + " " + shown(body),
                        Wire.post(server, exporter.path(endpoint), body, FORM, authorization));
                check(endpoint + " alone " + shown(body), Wire.post(server, exporter.path(endpoint), body, FORM));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void sendWhenHeaderIsOddThenNoServerError() {
        for (String header : HEADERS) {
            String form = "grant_type=client_credentials&token=x";
            for (String endpoint : List.of("/oauth2/token", "/oauth2/introspect", "/oauth2/authorize", "/sign-in")) {
                check(endpoint + " " + shown(header), Wire.post(server, exporter.path(endpoint), form, header));
            }
            check("page " + shown(header), Wire.get(server, "/realms/acme/sign-in", header));
            check(
                    "discovery " + shown(header),
                    Wire.get(server, "/realms/acme/.well-known/openid-configuration", header));
            check("user info " + shown(header), Wire.get(server, "/realms/acme/userinfo", header));
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void sendWhenMethodIsWrongThenClientError() {
        for (String method : List.of("GET", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE", "PROPFIND", "FOO")) {
            for (String endpoint : List.of("/oauth2/token", "/oauth2/introspect", "/oauth2/revoke")) {
                Answer answer = Wire.send(server, method + " " + exporter.path(endpoint), List.of(), new byte[0]);
                assertThat(answer.status()).as(method + " " + endpoint).isBetween(400, 499);
            }
        }
    }

    @Test
    void sendWhenPathIsOddThenClientError() {
        Stream.of(
                        "/realms/acme/oauth2/token/",
                        "/realms/acme/oauth2//token",
                        "/realms/acme/oauth2/token;jsessionid=1",
                        "/realms/acme/oauth2/%74oken%00",
                        "/realms/acme/oauth2/token%2f",
                        "/realms/acme/../acme/oauth2/token",
                        "/realms/acme/%2e%2e/globex/oauth2/token",
                        "/realms/acme\\oauth2\\token",
                        "/realms/acme/oauth2/token%zz",
                        "/realms/acme/oauth2/\u00ff",
                        "/realms/acme/" + "a".repeat(9_000),
                        "/realms/acme/account/" + "b".repeat(2_000) + "?c=" + "d".repeat(5_000),
                        "/realms/" + "a".repeat(9_000) + "/sign-in",
                        "/realms/acme/sign-in?request=%00&to=%00%ff",
                        "/realms/acme/consent?request=%00",
                        "/console/realms/acme/audit?before=%00",
                        "*",
                        "http://evil.test/realms/acme/sign-in")
                .forEach(path -> check(shown(path), Wire.get(server, path)));
        assertThat(wrong).isEmpty();
    }

    @Test
    void refusalsAreJsonWithAnErrorCode() {
        for (String form :
                List.of("grant_type=", "grant_type=x", "grant_type=client_credentials&scope=a&scope=b", "a=%00")) {
            Answer answer =
                    Wire.post(server, exporter.path("/oauth2/token"), form, FORM, "Authorization: " + exporter.basic());

            assertThat(answer.status()).as(form).isEqualTo(400);
            assertThat(answer.header("Content-Type")).as(form).startsWith("application/json");
            assertThat(answer.header("Cache-Control")).as(form).contains("no-store");
            assertThat(answer.body()).as(form).contains("\"error\"");
        }
    }

    private void check(String what, Answer answer) {
        boolean leaks = answer.body().contains("Exception") || answer.body().contains("\tat ");
        if (answer.status() < 200 || answer.status() >= 500 || leaks) {
            wrong.add(answer.status() + " for " + what);
        }
    }

    private static String shown(String text) {
        String printable = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.US_ASCII);
        return printable.length() > 60 ? printable.substring(0, 60) + "…" + printable.length() : printable;
    }
}
