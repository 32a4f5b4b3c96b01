package org.gatehouse.server.oauth.rfc8707;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.Jwts;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.Prover;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 8707: resource indicators")
class ResourceIndicatorsTest {

    private static final String REALM = "acme";
    private static final String ORDERS = "https://orders.example/";
    private static final String STOCK = "https://stock.example/api";
    private static final String PRICES = "urn:example:prices";

    private final TestServer server = TestServer.shared();
    private final RelyingApp shop = RelyingApp.of(server, REALM, "shop");
    private final RelyingApp web = RelyingApp.web(server, REALM);
    private final RelyingApp ferry = RelyingApp.of(server, REALM, "ferry");
    private final Prover prover = Prover.of(server);
    private final Person person = People.of(server).create(REALM);
    private final Browser browser = new Browser(server);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://orders.example",
                "https://orders.example/x",
                "https://orders.example/#a",
                "HTTPS://orders.example/",
                "orders",
                "/api",
                "https://elsewhere.example/",
                "https://orders.example/ https://stock.example/api",
                "%%",
                "https://orders.example/\u0000"
            })
    void authorizeWhenTheResourceIsNoneOfTheClientsThenRefused(String resource) {
        Answer answer = authorize(shop, resource);

        assertThat(answer.location()).doesNotContain("code=");
        if (!resource.contains("\u0000")) {
            assertThat(answer.redirectParameter("error")).isEqualTo("invalid_target");
        }
    }

    @Test
    void authorizeWhenOneOfSeveralIsNotTheClientsThenInvalidTarget() {
        assertThat(authorize(shop, ORDERS, "https://elsewhere.example/").redirectParameter("error"))
                .isEqualTo("invalid_target");
    }

    @Test
    void authorizeWhenThereAreTooManyThenInvalidTarget() {
        String[] many = new String[11];
        Arrays.fill(many, ORDERS);

        assertThat(authorize(shop, many).redirectParameter("error")).isEqualTo("invalid_target");
    }

    @Test
    void authorizeWhenTheClientHasNoneThenInvalidTarget() {
        assertThat(authorize(web, ORDERS).redirectParameter("error")).isEqualTo("invalid_target");
        assertThat(authorize(web, server.issuer(REALM)).redirectParameter("error"))
                .isEqualTo("invalid_target");
    }

    @Test
    void redeemWhenTheResourceWasNotGrantedThenInvalidTargetAndTheCodeIsStillGood() {
        String code = code(ORDERS);

        Answer wider = token(shop, shop.redemption(code), ORDERS, STOCK);

        assertThat(wider.status()).isEqualTo(400);
        assertThat(wider.json("error")).isEqualTo("invalid_target");
        assertThat(shop.redeem(code).status()).isEqualTo(200);
    }

    @Test
    void redeemWhenNoneWasGrantedThenNoneMayBeNamed() {
        String code = shop.code(browser, person);

        assertThat(token(shop, shop.redemption(code), ORDERS).json("error")).isEqualTo("invalid_target");
        assertThat(audience(shop.redeem(code))).containsExactly("shop");
    }

    @Test
    void refreshWhenTheResourceWasNotGrantedThenInvalidTarget() {
        Answer tokens = shop.redeem(code(ORDERS, STOCK));
        Map<String, String> request = shop.refreshment(tokens.json("refresh_token"));

        assertThat(token(shop, request, PRICES).json("error")).isEqualTo("invalid_target");
        assertThat(audience(token(shop, request, STOCK))).containsExactly(STOCK);
    }

    @Test
    void callTheRealmWithATokenForAnotherResourceThenUnauthorized() {
        String forOrders = shop.redeem(code(ORDERS)).json("access_token");
        Answer program = token(
                ferry,
                Map.of("grant_type", "client_credentials", "scope", "users.read"),
                prover.header("POST", ferry.path("/oauth2/token")),
                ORDERS);
        String token = program.json("access_token");
        String api = "/api/realms/acme/accounts";

        assertThat(shop.userInfo(forOrders).status()).isEqualTo(401);
        assertThat(audience(program)).containsExactly(ORDERS);
        assertThat(browser.get(api, "Authorization", "DPoP " + token, "DPoP", prover.proofOf(token, "GET", api))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void askForTokenWhenTheProgramMayNotNameItThenInvalidTarget() {
        Answer answer = token(
                ferry,
                Map.of("grant_type", "client_credentials"),
                prover.header("POST", ferry.path("/oauth2/token")),
                PRICES);

        assertThat(answer.json("error")).isEqualTo("invalid_target");
    }

    @Test
    void redeemThenTheTokenIsForAllThatWasGrantedOrForWhatIsNamed() {
        assertThat(audience(shop.redeem(code(ORDERS, PRICES)))).containsExactlyInAnyOrder(ORDERS, PRICES);
        assertThat(audience(token(shop, shop.redemption(code(ORDERS, PRICES)), PRICES)))
                .containsExactly(PRICES);
    }

    @Test
    void refreshThenEachTokenMayBeForAnother() {
        Answer first = token(shop, shop.redemption(code(ORDERS, STOCK)), ORDERS);

        Answer second = token(shop, shop.refreshment(first.json("refresh_token")), STOCK);
        Answer third = shop.refresh(second.json("refresh_token"));

        assertThat(audience(first)).containsExactly(ORDERS);
        assertThat(audience(second)).containsExactly(STOCK);
        assertThat(audience(third)).containsExactlyInAnyOrder(ORDERS, STOCK);
    }

    @Test
    void pushThenTheTokenIsForWhatWasPushed() {
        Map<String, String> request = shop.authorization();
        request.put("resource", STOCK);
        String uri = shop.push(request).json("request_uri");

        String code = shop.codeAnswer(browser, person, shop.reference(uri)).redirectParameter("code");

        assertThat(audience(shop.redeem(code))).containsExactly(STOCK);
    }

    @Test
    void introspectThenSaysForWhat() {
        Answer tokens = shop.redeem(code(ORDERS));

        Answer answer = shop.introspect(tokens.json("access_token"));

        assertThat(answer.json().path("active").asBoolean()).isTrue();
        assertThat(answer.json().path("aud").toString()).contains(ORDERS);
    }

    private String code(String... resources) {
        Browser browser = new Browser(server);
        Answer page = browser.get(authorize(browser, shop, resources).location());
        Answer signedIn = browser.submit(
                page, shop.path("/sign-in"), Map.of("username", person.userName(), "password", person.password()));
        return browser.get(signedIn.location()).redirectParameter("code");
    }

    private Answer authorize(RelyingApp app, String... resources) {
        return authorize(browser, app, resources);
    }

    private static Answer authorize(Browser browser, RelyingApp app, String... resources) {
        return browser.get(app.path("/oauth2/authorize?" + Browser.encode(app.authorization()) + encoded(resources)));
    }

    private Answer token(RelyingApp app, Map<String, String> form, String... resources) {
        return token(app, form, new String[0], resources);
    }

    private Answer token(RelyingApp app, Map<String, String> form, String[] headers, String... resources) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.uri(app.path("/oauth2/token")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .headers(app.authentication())
                .POST(HttpRequest.BodyPublishers.ofString(Browser.encode(form) + encoded(resources)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return Answer.of(HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (java.io.IOException | InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static String encoded(String... resources) {
        return Arrays.stream(resources)
                .map(resource -> "&resource=" + URLEncoder.encode(resource, StandardCharsets.UTF_8))
                .collect(Collectors.joining());
    }

    private static List<String> audience(Answer tokens) {
        return Jwts.claims(tokens.json("access_token")).getAudience();
    }
}
