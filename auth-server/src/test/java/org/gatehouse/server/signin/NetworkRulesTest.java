package org.gatehouse.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.directory.Role;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Who may come from where is asked at every use of a session")
class NetworkRulesTest {

    private static final String REALM = "guarded";
    private static final String ACCOUNT = "/realms/guarded/account";
    private static final String INSIDE = "10.1.2.3";
    private static final String OUTSIDE = "198.51.100.7";
    private static final String DENIED = "192.0.2.9";

    private static TestServer server;

    private final Person person = People.of(server).create(REALM);
    private final Person auditor = People.of(server).createWith(REALM, Role.AUDITOR);
    private final Browser browser = new Browser(server);

    @BeforeAll
    static void startBehindAProxy() throws Exception {
        Path file = Path.of(
                NetworkRulesTest.class.getResource("/realms/guarded.yaml").toURI());
        server = TestServer.start(
                TestDatabase.fresh(),
                new SettableClock(),
                Map.of("gatehouse.realms[2]", file.toString(), "gatehouse.trusted-proxies", "127.0.0.1,::1"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void signInWhenTheNetworkIsDeniedThenRefusedWithAPageAndAnEntry() {
        TrailProbe probe = TrailProbe.of(server, REALM);

        Answer answer = signIn(person, DENIED);

        assertThat(answer.location()).isEqualTo("/realms/guarded/sign-in/network");
        Answer page = browser.get(answer.location(), from(DENIED));
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.body()).contains("You cannot sign in from here");
        assertThat(probe.fresh()).singleElement().satisfies(entry -> {
            assertThat(entry.activity()).isEqualTo(Activity.AUTH_LOGIN);
            assertThat(entry.outcome()).isEqualTo(Outcome.DENIED);
            assertThat(entry.reason()).isEqualTo("network-not-allowed");
        });
        assertThat(isSignedIn(DENIED)).isFalse();
        assertThat(isSignedIn(INSIDE)).isFalse();
    }

    @Test
    void signInWhenThePasswordIsWrongThenTheNetworkIsNotToldOf() {
        Answer inside = browser.signIn(REALM, person.userName(), "not-the-password");
        Answer denied = submit(new Person(person.subject(), person.userName(), "not-the-password", ""), DENIED);

        assertThat(denied.status()).isEqualTo(inside.status());
        assertThat(denied.location()).isEmpty();
    }

    @Test
    void useWhenThePersonMovedToADeniedNetworkThenNotSignedInThereAndStillSignedInBack() {
        signIn(person, OUTSIDE);

        assertThat(isSignedIn(OUTSIDE)).isTrue();
        assertThat(isSignedIn(DENIED)).isFalse();
        assertThat(isSignedIn(OUTSIDE)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.2.3", "2001:db8::7"})
    void useWhenTheRoleIsBoundToANetworkThenOnlyFromThere(String inside) {
        assertThat(signIn(auditor, inside).location()).isEqualTo(ACCOUNT);

        assertThat(isSignedIn(inside)).isTrue();
        assertThat(isSignedIn(OUTSIDE)).isFalse();
        assertThat(signIn(auditor, OUTSIDE).location()).endsWith("/sign-in/network");
        assertThat(signIn(auditor, "::1").location()).endsWith("/sign-in/network");
    }

    @Test
    void useWhenTheAddressChangesWithinOneNetworkThenOneEntry() {
        signIn(auditor, "2001:db8::7");
        TrailProbe probe = TrailProbe.of(server, REALM);

        assertThat(isSignedIn("2001:db9:0:1::1")).isFalse();
        assertThat(isSignedIn("2001:db9:0:1:ffff::2")).isFalse();
        assertThat(probe.fresh()).hasSize(1);
        assertThat(isSignedIn("2001:db9:0:2::1")).as("another subscriber").isFalse();
        assertThat(probe.fresh()).hasSize(1);
    }

    @Test
    void authorizeWhenTheClientIsBoundToANetworkThenTheOthersAreTold() {
        RelyingApp payroll = RelyingApp.of(server, REALM, "payroll");
        String request = payroll.path("/oauth2/authorize?" + Browser.encode(payroll.authorization()));
        signIn(person, OUTSIDE);

        Answer outside = browser.get(request, from(OUTSIDE));
        Answer inside = browser.get(request, from(INSIDE));

        assertThat(outside.redirectParameter("error")).isEqualTo("access_denied");
        assertThat(outside.redirectParameter("code")).isEmpty();
        assertThat(inside.redirectParameter("code")).isNotEmpty();
        RelyingApp web = RelyingApp.web(server, REALM);
        assertThat(browser.get(web.path("/oauth2/authorize?" + Browser.encode(web.authorization())), from(OUTSIDE))
                        .redirectParameter("code"))
                .isNotEmpty();
    }

    @Test
    void signInWhenAskedForByAClientOfAnotherNetworkThenRefused() {
        RelyingApp payroll = RelyingApp.of(server, REALM, "payroll");
        Answer toSignIn = browser.get(
                payroll.path("/oauth2/authorize?" + Browser.encode(payroll.authorization())), from(OUTSIDE));
        Answer page = browser.get(toSignIn.location(), from(OUTSIDE));

        Answer answer = browser.submit(page, "/realms/guarded/sign-in", person.credentials(), from(OUTSIDE));

        assertThat(answer.location()).endsWith("/sign-in/network");
    }

    @Test
    void refreshWhenTheDeviceMovedToADeniedNetworkThenRefusedThereAndGoesOnBack() {
        RelyingApp phone = RelyingApp.mobile(server, REALM, "phone", "com.example.phone:/cb");
        String refreshToken = phone.tokens(person).json("refresh_token");
        TrailProbe probe = TrailProbe.of(server, REALM);

        Answer denied = phone.post("/oauth2/token", phone.refreshment(refreshToken), from(DENIED));

        assertThat(denied.json("error")).isEqualTo("invalid_grant");
        assertThat(probe.fresh()).singleElement().satisfies(entry -> {
            assertThat(entry.activity()).isEqualTo(Activity.TOKEN_REFUSED);
            assertThat(entry.detail()).containsEntry("why", "The realm's network rules let nobody go on from there.");
        });
        assertThat(phone.post("/oauth2/token", phone.refreshment(refreshToken), from(OUTSIDE))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void refreshWhenTheAppsOwnServerAsksThenItsAddressIsNobodys() {
        RelyingApp web = RelyingApp.web(server, REALM);
        String refreshToken = web.tokens(person).json("refresh_token");

        assertThat(web.post("/oauth2/token", web.refreshment(refreshToken), from(DENIED))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void useWhenOnlyTheClientWritesTheHeaderThenItsWordIsWorthNothing() {
        signIn(person, OUTSIDE);

        assertThat(browser.get(ACCOUNT, "X-Forwarded-For", INSIDE + ", " + DENIED)
                        .status())
                .isEqualTo(302);
    }

    private boolean isSignedIn(String address) {
        return browser.get(ACCOUNT, from(address)).status() == 200;
    }

    private Answer signIn(Person who, String address) {
        return submit(who, address);
    }

    private Answer submit(Person who, String address) {
        Answer page = browser.get("/realms/guarded/sign-in", from(address));
        return browser.submit(page, "/realms/guarded/sign-in", who.credentials(), from(address));
    }

    private static String[] from(String address) {
        return List.of("X-Forwarded-For", address).toArray(String[]::new);
    }
}
