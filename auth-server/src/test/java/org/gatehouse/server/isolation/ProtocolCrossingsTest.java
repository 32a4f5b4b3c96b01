package org.gatehouse.server.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.Jwts;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.Prover;
import org.gatehouse.server.testing.Registrar;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both ways, and at home afterwards, so that a refusal abroad means the realm and not the request. */
@DisplayName("What the extensions of the protocol hand out in one realm is nothing in another")
class ProtocolCrossingsTest {

    private static final String BOTH_WAYS = "acme, globex";
    private static final String AND_BACK = "globex, acme";
    private static final String DEVICE = "urn:ietf:params:oauth:grant-type:device_code";
    private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

    @TempDir
    private static Path directory;

    private static TestServer server;

    @BeforeAll
    static void start() {
        Map<String, String> settings = Things.settings(directory);
        server = TestServer.start(TestDatabase.fresh(), new SettableClock(), settings);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({BOTH_WAYS, AND_BACK})
    void authorizeWithThePushedRequestOfAnotherRealmThenRefused(String home, String foreign) {
        String pushed = web(home).push(web(home).authorization()).json("request_uri");
        Map<String, String> reference = web(home).reference(pushed);

        assertThat(web(foreign).authorize(signedIn(foreign), reference).status())
                .isEqualTo(400);
        assertThat(web(home).authorize(signedIn(home), reference).redirectParameter("code"))
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({BOTH_WAYS, AND_BACK})
    void useTheCodesOfADeviceInAnotherRealmThenNothingWaitsThere(String home, String foreign) {
        Answer begun =
                new Browser(server).post(web(home).path("/oauth2/device_authorization"), Map.of("client_id", "tv"));

        assertThat(decide(signedIn(foreign), foreign, begun)).isEmpty();
        assertThat(poll(foreign, begun)).isEqualTo("invalid_grant");
        assertThat(poll(home, begun)).isEqualTo("authorization_pending");
        assertThat(decide(signedIn(home), home, begun)).endsWith("/allowed");
        assertThat(poll(foreign, begun)).isEqualTo("invalid_grant");
        assertThat(poll(home, begun)).as("no error").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({BOTH_WAYS, AND_BACK})
    void exchangeATokenOfAnotherRealmThenRefused(String home, String foreign) {
        String token = web(home).tokens(People.of(server).create(home)).json("access_token");
        Map<String, String> request =
                Map.of("grant_type", EXCHANGE, "subject_token", token, "subject_token_type", ACCESS_TOKEN);

        assertThat(RelyingApp.of(server, foreign, "planner").token(request).status())
                .isEqualTo(400);
        assertThat(RelyingApp.of(server, home, "planner").token(request).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({BOTH_WAYS, AND_BACK})
    void registerOrManageWithTheTokensOfAnotherRealmThenRefused(String home, String foreign) {
        String initial = initialToken(home);
        Answer client = Registrar.of(server, home).register(initial, ProtocolWay.APP);
        String token = client.json("registration_access_token");
        URI there = URI.create(client.json("registration_client_uri").replace("/" + home + "/", "/" + foreign + "/"));

        assertThat(Registrar.of(server, foreign)
                        .register(initial, ProtocolWay.APP)
                        .status())
                .isEqualTo(401);
        for (String method : new String[] {"GET", "PUT", "DELETE"}) {
            String body = method.equals("PUT") ? ProtocolWay.APP : null;
            assertThat(Registrar.of(server, foreign)
                            .send(method, there, token, body)
                            .status())
                    .isEqualTo(401);
        }
        assertThat(Registrar.of(server, home)
                        .send("GET", URI.create(client.json("registration_client_uri")), token, null)
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({BOTH_WAYS, AND_BACK})
    void proveToAnotherRealmWithTheProofForThisOneThenRefusedAndNotSpent(String home, String foreign) {
        Prover prover = Prover.of(server);
        String[] proof = prover.header("POST", web(home).path("/oauth2/token"));
        String code = web(foreign).code(new Browser(server), People.of(server).create(foreign));
        Map<String, String> redemption = web(foreign).redemption(code);

        assertThat(web(foreign).post("/oauth2/token", redemption, proof).json("error"))
                .isEqualTo("invalid_dpop_proof");
        String own = web(home).code(new Browser(server), People.of(server).create(home));
        assertThat(web(home)
                        .post("/oauth2/token", web(home).redemption(own), proof)
                        .json("token_type"))
                .isEqualTo("DPoP");
    }

    @ParameterizedTest
    @CsvSource({BOTH_WAYS, AND_BACK})
    void confirmALogoutWithTheTicketOfAnotherRealmThenStillSignedIn(String home, String foreign) {
        Browser here = signedIn(home);
        String ticket = here.get(web(home).path("/connect/logout")).hidden("request");
        Browser there = signedIn(foreign);
        Answer page = there.get(web(foreign).path("/connect/logout"));

        Answer answer = there.submit(
                page, web(foreign).path("/connect/logout/confirm"), Map.of("request", ticket, "decision", "yes"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(there.get(web(foreign).path("/account")).status()).isEqualTo(200);
        assertThat(here.get(web(home).path("/account")).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({BOTH_WAYS, AND_BACK})
    void resetThePasswordWithTheLinkOfAnotherRealmThenGone(String home, String foreign) {
        Person person = People.of(server).create(home);
        Browser visitor = new Browser(server);
        String page = web(home).path("/sign-in");
        visitor.submit(visitor.get(page), page + "/forgotten", Map.of("username", person.email()));
        String link = TestServer.mail().only(person.email()).link();

        assertThat(visitor.get(link.replace("/" + home + "/", "/" + foreign + "/"))
                        .status())
                .isEqualTo(410);
        assertThat(visitor.get(link).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({BOTH_WAYS, AND_BACK})
    void copyEveryCookieToTheOtherRealmsNamesThenNobody(String home, String foreign) {
        Browser browser = signedIn(home);
        Map<String, String> copied = new LinkedHashMap<>();
        browser.cookies()
                .getCookieStore()
                .getCookies()
                .forEach(cookie -> copied.put(cookie.getName().replace(home, foreign), cookie.getValue()));
        StringBuilder header = new StringBuilder();
        copied.forEach((name, value) -> header.append(header.isEmpty() ? "" : "; ")
                .append(name)
                .append('=')
                .append(value));

        Answer answer = new Browser(server).get(web(foreign).path("/account"), "Cookie", header.toString());

        assertThat(copied.keySet()).anyMatch(name -> name.contains(foreign));
        assertThat(answer.status()).isEqualTo(302);
    }

    @ParameterizedTest
    @CsvSource({BOTH_WAYS, AND_BACK})
    void compareWhatIsKnownOfOneNameThenNoSubjectNorSessionInCommon(String home, String foreign) {
        Answer here = web(home).tokens(People.of(server).create(home));
        Answer there = web(foreign).tokens(People.of(server).create(foreign));

        for (String claim : new String[] {"sub", "sid", "iss"}) {
            assertThat(Jwts.claims(here.json("id_token")).getClaim(claim))
                    .isNotNull()
                    .isNotEqualTo(Jwts.claims(there.json("id_token")).getClaim(claim));
        }
    }

    private static String initialToken(String realm) {
        String until = server.clock().instant().plusSeconds(600).toString();
        AdminApi api = Things.administrator(server, realm);
        return api.post("/initial-access-tokens", "{\"note\":\"a\",\"uses\":5,\"expiresAt\":\"" + until + "\"}")
                .json("value");
    }

    /** Where the answer leads to; nowhere when no device waits. */
    private static String decide(Browser browser, String realm, Answer begun) {
        String page = "/realms/" + realm + "/device/" + begun.json("user_code");
        return browser.submit(browser.get("/realms/" + realm + "/account"), page, Map.of("decision", "allow"))
                .location();
    }

    private static String poll(String realm, Answer begun) {
        Map<String, String> form =
                Map.of("grant_type", DEVICE, "client_id", "tv", "device_code", begun.json("device_code"));
        return new Browser(server)
                .post("/realms/" + realm + "/oauth2/token", form)
                .json("error");
    }

    private static RelyingApp web(String realm) {
        return RelyingApp.web(server, realm);
    }

    private static Browser signedIn(String realm) {
        Person person = People.of(server).create(realm);
        Browser browser = new Browser(server);
        browser.signIn(realm, person.userName(), person.password());
        return browser;
    }
}
