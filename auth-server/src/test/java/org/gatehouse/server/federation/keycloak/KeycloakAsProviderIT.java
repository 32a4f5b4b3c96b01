package org.gatehouse.server.federation.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.federation.Connections;
import org.gatehouse.server.federation.certificate.ConnectionCertificates;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.FederatedServer;
import org.gatehouse.server.testing.OwnRealm;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Not our idea of a provider, but another product's: Keycloak from its distribution, by a connection of kind {@code oidc}. */
@DisplayName("People of a Keycloak sign in")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KeycloakAsProviderIT {

    private static final String LEAVE = "/realms/acme/connections/keycloak";
    private static final String CERTIFIED = "/realms/acme/connections/certified";
    private static final Pattern FORM = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");

    private static final int MOST_TRIES = 10;

    private static ProviderKeycloak keycloak;
    private static SettableClock clock;
    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        keycloak = ProviderKeycloak.start(Path.of(System.getProperty("keycloak.home")));
        clock = new SettableClock();
        Map<String, String> settings = new HashMap<>(OwnRealm.with(
                """
                connections:
                  - {alias: keycloak, kind: oidc, displayName: Partner, issuer: '%s', clientId: %s, clientSecret: env:KEYCLOAK_SECRET, roles: {map: {planner: dispatcher, cleaner: helpdesk}}, provision: just-in-time}
                  - {alias: certified, kind: oidc, issuer: '%1$s', clientId: %3$s, authMethod: certificate, provision: just-in-time}
                """.formatted(keycloak.issuer(), ProviderKeycloak.CLIENT_ID, ProviderKeycloak.CERTIFIED_ID)));
        settings.put("gatehouse.outgoing.allow", "127.0.0.1");
        server = TestServer.start(TestDatabase.fresh(), clock, settings);
        keycloak.addRealm(
                TestServer.secret("KEYCLOAK_SECRET"), server.issuer("acme") + "/connections/keycloak/callback");
        keycloak.addCertifiedClient(certificate(), server.issuer("acme") + "/connections/certified/callback");
    }

    @AfterAll
    static void stop() throws Exception {
        keycloak.close();
        server.close();
    }

    @Test
    @Order(1)
    void comeForTheFirstTimeThenHasAnAccountWithTheMappedRole() {
        TrailProbe trail = TrailProbe.of(server, "acme");
        Browser browser = new Browser(server);

        come(browser);

        assertThat(browser.get("/realms/acme/account").status()).isEqualTo(200);
        assertThat(paula().roles()).containsExactly("dispatcher");
        assertThat(trail.fresh())
                .filteredOn(entry -> entry.activity().code().equals("federation.login"))
                .singleElement()
                .extracting(EntryView::detail)
                .satisfies(detail -> assertThat(detail).containsEntry("issuer", keycloak.issuer()));
    }

    @Test
    @Order(2)
    void comeWhenItsKeyWasRotatedAndTheRoleIsAnotherThenBothAreTakenUp() {
        keycloak.addKey();
        keycloak.setRoles("paula", "cleaner");
        clock.advance(Duration.ofMinutes(2));
        Browser browser = new Browser(server);

        come(browser);

        assertThat(browser.get("/realms/acme/account").status()).isEqualTo(200);
        assertThat(paula().roles()).containsExactly("helpdesk");
    }

    /** The code is Keycloak's to redeem once, the state is ours to take once. */
    @Test
    @Order(3)
    void comeWhenTheAnswerIsRepeatedThenItIsRefused() {
        Browser browser = new Browser(server);
        String answer = answer(browser);
        browser.get(answer);

        assertThat(FederatedServer.step(browser, answer).status()).isBetween(400, 499);
        assertThat(FederatedServer.step(new Browser(server), answer).status()).isBetween(400, 499);
    }

    /** RFC 7523: Keycloak knows us by the certificate that was registered there, and by no other. */
    @Test
    @Order(4)
    void comeByACertificateThenBelievedAndByAnotherNot() {
        assertThat(reason())
                .as("believed, and the account is another connection's")
                .isEqualTo("link-proof-needed");
        AdminApi admin = AdminApi.as(server, "acme", People.of(server).createWith("acme", "admin"));
        String certificates = "/connections/certified/certificates";
        admin.post(certificates);
        String next = admin.get(certificates)
                .json()
                .path("items")
                .path(0)
                .path("thumbprint")
                .asString();
        assertThat(admin.post(certificates + "/" + next + "/use").status()).isEqualTo(204);

        assertThat(reason()).isEqualTo("client-refused");
    }

    /** Why somebody who comes by a certificate does not get in; once more where Keycloak only took too long. */
    private static String reason() {
        String reason = "provider-unreachable";
        for (int tries = 0; tries < MOST_TRIES && reason.equals("provider-unreachable"); tries++) {
            TrailProbe trail = TrailProbe.of(server, "acme");
            comeNow(new Browser(server));
            reason = trail.fresh().stream()
                    .filter(entry -> entry.activity().code().equals("federation.login"))
                    .map(entry -> String.valueOf(entry.reason()))
                    .findFirst()
                    .orElse("none");
        }
        return reason;
    }

    /** Keycloak looks at its own clock, and takes no assertion of later. */
    private static void comeNow(Browser browser) {
        String answer = answer(browser, CERTIFIED);
        clock.advance(Duration.between(clock.instant(), Instant.now()));
        browser.get(answer);
    }

    /** DER in base64, which is how Keycloak takes it. */
    private static String certificate() {
        Realm acme = server.bean(Realms.class).get("acme");
        return server.bean(ConnectionCertificates.class)
                .of(acme, Connections.find(acme, "certified").orElseThrow())
                .get(0)
                .pem()
                .replaceAll("-----[A-Z ]+-----|\\s", "");
    }

    @Test
    @Order(5)
    void comeWhenItStoppedMeanwhileThenAPageSaysSo() throws Exception {
        Browser browser = new Browser(server);
        String answer = answer(browser);
        keycloak.close();
        Instant begun = Instant.now();

        Answer page = FederatedServer.step(browser, answer);

        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(5));
        assertThat(page.status()).isGreaterThanOrEqualTo(400);
        assertThat(page.body())
                .contains("Partner")
                .contains("/realms/acme/sign-in")
                .doesNotContain("Exception");
        assertThat(browser.get("/realms/acme/sign-in").status()).isEqualTo(200);
    }

    /** On a busy machine a Keycloak that has just started takes longer than anybody is made to wait: then once more. */
    private static void come(Browser browser) {
        for (int tries = 0; tries < MOST_TRIES && !isSignedIn(browser); tries++) {
            browser.get(answer(browser));
        }
    }

    private static boolean isSignedIn(Browser browser) {
        return browser.get("/realms/acme/account").status() == 200;
    }

    /** Through Keycloak's own sign-in page, as far as the address it sends the browser back to. */
    private static String answer(Browser browser) {
        return answer(browser, LEAVE);
    }

    private static String answer(Browser browser, String connection) {
        Answer page = browser.get(leave(browser, connection));
        Matcher form = FORM.matcher(page.body());
        assertThat(form.find()).as("%s", page.status()).isTrue();
        Answer answer = browser.post(
                form.group(1).replace("&amp;", "&"),
                Map.of("username", "paula", "password", "partner-paula"),
                "Cookie",
                cookies(page));
        assertThat(answer.location()).as("%s", answer.status()).startsWith(server.issuer("acme"));
        return answer.location();
    }

    private static String leave(Browser browser, String connection) {
        String away = "";
        for (int tries = 0; tries < MOST_TRIES && !away.startsWith(keycloak.issuer()); tries++) {
            away = browser.get(connection).location();
            clock.advance(Duration.ofMinutes(1)); // what could not be fetched is not tried at once again
        }
        return away;
    }

    /** Keycloak marks them as secure, and only real browsers take loopback for that. */
    private static String cookies(Answer page) {
        return page.headers().getOrDefault("set-cookie", List.of()).stream()
                .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                .collect(Collectors.joining("; "));
    }

    private static Account paula() {
        return server.bean(Accounts.class)
                .findByLogin(server.bean(Realms.class).get("acme"), "paula@partner.example")
                .orElseThrow();
    }
}
