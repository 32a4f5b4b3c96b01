package org.gatehouse.server.oauth.oidc.logout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.logout.LogoutNotice;
import org.gatehouse.server.logout.LogoutNotices;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.Jwts;
import org.gatehouse.server.testing.ListeningApps;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailOutage;
import org.gatehouse.server.tokens.Expiry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** OpenID Connect Back-Channel Logout 1.0, sections 2.3 to 2.8. */
@DisplayName("OpenID Connect Back-Channel Logout 1.0")
class BackChannelLogoutTest {

    private static final String REALM = "acme";
    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private static Path directory;

    private static ListeningApps apps;
    private static TestServer server;

    private final RelyingApp web = RelyingApp.web(server, REALM);
    private final RelyingApp other = RelyingApp.of(server, REALM, "other");
    private final RelyingApp phone = RelyingApp.phone(server, REALM);
    private final Person person = People.of(server).create(REALM);
    private final Browser browser = new Browser(server);

    @BeforeAll
    static void start() {
        apps = ListeningApps.start();
        server = TestServer.start(
                TestDatabase.fresh(), new SettableClock(), apps.settings(directory, "web", "other", "phone", "asking"));
    }

    @AfterAll
    static void stop() {
        server.close();
        apps.close();
    }

    @Test
    void signOutWhenTheClientRefusesThenNotedAndNotToldAgain() {
        Answer tokens = signInAt(web);
        apps.answerNext(REALM, "web", 400);

        signOut();

        assertThat(awaitEnd("refused").problem()).isEqualTo("refused");
        server.clock().advance(Duration.ofHours(2));
        Answer later = signInAt(other);
        signOut();
        awaitTold("other", sid(later), 1); // whatever waited had its turn before
        assertThat(told("web", sid(tokens))).hasSize(1);
    }

    @Test
    void signOutWhenAClientHasNoAddressThenOnlyTheOthersAreTold() {
        RelyingApp legacy = RelyingApp.of(server, REALM, "legacy");
        Answer tokens = signInAt(web);
        again(legacy);

        signOut();

        awaitTold("web", sid(tokens), 1);
        assertThat(notices()).extracting(LogoutNotice::client).containsExactly("web");
    }

    @Test
    void signOutWhenNoEntryCanBeWrittenThenNobodyIsToldBecauseNothingEnded() {
        Answer tokens = signInAt(web);

        Answer answer = TrailOutage.during(server, this::signOut);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(notices()).isEmpty();
        assertThat(web.isActive(tokens.json("access_token"))).isTrue();
    }

    @Test
    void signOutOfOneRealmThenClientsOfAnotherAreNotTold() {
        Answer tokens = signInAt(web);
        signOut();
        awaitTold("web", sid(tokens), 1);

        assertThat(apps.tokens("globex", "web")).isEmpty();
    }

    @Test
    void signOutThenEveryClientOfTheSignInGetsATokenOfItsOwn() throws ParseException {
        Answer first = signInAt(web);
        Answer second = again(other);

        signOut();

        assertIsLogoutToken(awaitTold("web", sid(first), 1).get(0), "web", "RS256", first);
        assertIsLogoutToken(awaitTold("other", sid(first), 1).get(0), "other", "ES256", second);
        assertThat(sid(second)).isEqualTo(sid(first));
        awaitEnd("told");
    }

    @Test
    void logOutByOneClientThenTheOthersAreTold() {
        Answer tokens = signInAt(web);
        again(other);

        Answer answer = browser.get(web.path("/connect/logout?id_token_hint=" + tokens.json("id_token")));

        assertThat(answer.location()).endsWith("/signed-out");
        awaitTold("other", sid(tokens), 1);
        awaitTold("web", sid(tokens), 1);
    }

    @Test
    void signOutWhenTheClientGaveItsTokensBackBeforeThenToldAllTheSame() {
        Answer tokens = signInAt(web);
        web.revoke(tokens.json("refresh_token"));
        assertThat(notices()).isEmpty();

        signOut();

        awaitTold("web", sid(tokens), 1);
    }

    @Test
    void signInAsAnotherThenTheClientsOfTheFirstAreTold() {
        Answer tokens = signInAt(web);
        Person second = People.of(server).create(REALM);

        browser.signIn(REALM, second.userName(), second.password());

        awaitTold("web", sid(tokens), 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"session", "sessions", "disable", "delete"})
    void endByAnAdministratorThenClientsAreTold(String how) {
        Answer tokens = signInAt(web);
        AdminApi admin = AdminApi.as(server, REALM, People.of(server).createWith(REALM, "admin"));
        String account = "/accounts/" + person.subject();

        Answer answer = switch (how) {
            case "session" -> admin.delete(account + "/sessions/" + sid(tokens));
            case "sessions" -> admin.delete(account + "/sessions");
            case "disable" -> admin.post(account + "/disable");
            default -> admin.deleteSeen(account);
        };

        assertThat(answer.status()).as(answer.body()).isLessThan(300);
        awaitTold("web", sid(tokens), 1);
    }

    @Test
    void eraseThenClientsAreToldAndTheNoticeForgetsWhose() {
        Answer tokens = signInAt(web);
        apps.answerNext(REALM, "web", 500);
        AdminApi admin = AdminApi.as(server, REALM, People.of(server).createWith(REALM, "admin"));

        assertThat(admin.eraseSeen("/accounts/" + person.subject()).status()).isEqualTo(204);
        assertThat(notices()).isEmpty();
        awaitTold("web", sid(tokens), 1);
        nextTurn();

        awaitTold("web", sid(tokens), 2);
        await().atMost(PATIENCE).until(() -> rowsNaming(person) == 0);
    }

    @Test
    void endAnotherSignInOnTheAccountPageThenItsClientsAreTold() {
        Answer elsewhere = web.tokens(person);
        signInAt(other);
        Answer page = browser.get("/realms/acme/account/sessions");

        browser.submit(page, "/realms/acme/account/sessions/" + sid(elsewhere) + "/end", Map.of());

        awaitTold("web", sid(elsewhere), 1);
        assertThat(notices()).extracting(LogoutNotice::client).containsExactly("web");
    }

    @Test
    void signOutADeviceThenItsAppIsTold() {
        Answer tokens = phone.tokens(person);
        signInAt(other);
        Answer page = browser.get("/realms/acme/account");
        String device = server.bean(JdbcClient.class)
                .sql("SELECT id::text FROM device WHERE account_id = ?")
                .param(person.subject())
                .query(String.class)
                .single();

        browser.submit(page, "/realms/acme/account/devices/" + device + "/sign-out", Map.of());

        awaitTold("phone", sid(tokens), 1);
    }

    @Test
    void redeemACodeTwiceThenItsClientIsTold() {
        String code = web.code(browser, person);
        Answer tokens = web.redeem(code);

        web.redeem(code);

        awaitTold("web", sid(tokens), 1);
    }

    @Test
    void reachTheEndOfASessionThenClientsAreTold() {
        Answer tokens = phone.tokens(person);
        server.clock().advance(Duration.ofHours(25));

        Expiry.pass(server);

        awaitTold("phone", sid(tokens), 1);
    }

    @Test
    void reachTheEndOfTokensWhenTheClientHasNewerOnesOfTheSignInThenNotTold() {
        signInAt(phone);
        server.clock().advance(Duration.ofHours(2));
        browser.signIn(REALM, person.userName(), person.password());
        again(phone);
        server.clock().advance(Duration.ofHours(23));

        Expiry.pass(server);

        assertThat(notices()).isEmpty();
    }

    @Test
    void tellWhenTheClientFailsThenTriedAgainWithAnotherTokenUntilItTakesIt() {
        Answer tokens = signInAt(web);
        apps.answerNext(REALM, "web", 500);
        apps.answerNext(REALM, "web", 503);
        signOut();
        awaitTold("web", sid(tokens), 1);
        awaitProblem("error-answer");

        nextTurn();
        awaitTold("web", sid(tokens), 2);
        nextTurn();

        List<String> all = awaitTold("web", sid(tokens), 3);
        awaitEnd("told");
        assertThat(all.stream().map(token -> Jwts.claims(token).getJWTID())).doesNotHaveDuplicates();
    }

    @Test
    void tellWhenTheClientIsDownThenToldWhenItIsBack() {
        Answer tokens = signInAt(web);
        apps.goDown();
        signOut();
        awaitProblem("unreachable");
        apps.comeBack();

        nextTurn();

        awaitTold("web", sid(tokens), 1);
        awaitEnd("told");
    }

    @Test
    void tellWhenAClientHangsThenTheOthersAreToldAtOnceAndItIsTriedAgain() {
        Answer tokens = signInAt(web);
        again(other);
        CountDownLatch latch = new CountDownLatch(1);
        apps.hang(REALM, "web", latch);

        Answer answer = signOut();

        assertThat(answer.status()).isEqualTo(302);
        awaitTold("other", sid(tokens), 1);
        awaitProblem("timed-out");
        latch.countDown();
        nextTurn();
        awaitTold("web", sid(tokens), 2);
    }

    @Test
    void tellWhenTheClientIsAwayForADayThenGivenUpAndVisible() {
        signInAt(web);
        apps.answerNext(REALM, "web", 500);
        signOut();
        awaitProblem("error-answer");

        server.clock().advance(Duration.ofHours(25));

        assertThat(awaitEnd("failed").problem()).isIn("error-answer", "too-late");
    }

    private void assertIsLogoutToken(String token, String client, String algorithm, Answer tokens)
            throws ParseException {
        JWTClaimsSet claims = Jwts.claims(token);
        JWTClaimsSet idToken = Jwts.claims(tokens.json("id_token"));
        assertThat(Jwts.parse(token).getHeader().getType().toString()).isEqualTo("logout+jwt");
        assertThat(Jwts.parse(token).getHeader().getAlgorithm().getName()).isEqualTo(algorithm);
        assertThat(Jwts.isSignedBy(server, REALM, token)).isTrue();
        assertThat(claims.getIssuer()).isEqualTo(server.issuer(REALM));
        assertThat(claims.getSubject()).isEqualTo(idToken.getSubject());
        assertThat(claims.getAudience()).containsExactly(client);
        assertThat(claims.getStringClaim("sid")).isEqualTo(idToken.getStringClaim("sid"));
        assertThat(claims.getJWTID()).isNotEmpty();
        assertThat(claims.getJSONObjectClaim("events")).containsOnlyKeys(EVENT);
        assertThat(claims.getClaims()).doesNotContainKey("nonce");
        assertThat(Duration.between(
                        claims.getIssueTime().toInstant(),
                        claims.getExpirationTime().toInstant()))
                .isPositive()
                .isLessThanOrEqualTo(Duration.ofMinutes(2));
    }

    private Answer signInAt(RelyingApp app) {
        return app.redeem(app.code(browser, person));
    }

    /** Another client within the same sign-in. */
    private Answer again(RelyingApp app) {
        return app.redeem(app.authorize(browser, app.authorization()).redirectParameter("code"));
    }

    private Answer signOut() {
        return browser.submit(browser.get("/realms/acme/account"), "/realms/acme/sign-out", Map.of());
    }

    private static String sid(Answer tokens) {
        return String.valueOf(Jwts.claims(tokens.json("id_token")).getClaim("sid"));
    }

    private static List<String> told(String client, String sid) {
        return apps.tokens(REALM, client).stream()
                .filter(token -> sid.equals(Jwts.claims(token).getClaim("sid")))
                .toList();
    }

    private static List<String> awaitTold(String client, String sid, int count) {
        await().atMost(PATIENCE).until(() -> told(client, sid).size() >= count);
        return told(client, sid);
    }

    private List<LogoutNotice> notices() {
        return server.bean(LogoutNotices.class).of(server.bean(Realms.class).get(REALM), person.subject());
    }

    private LogoutNotice awaitEnd(String state) {
        await().atMost(PATIENCE)
                .until(() ->
                        notices().stream().allMatch(notice -> notice.state().equals(state)));
        return notices().get(0);
    }

    private void awaitProblem(String problem) {
        await().atMost(PATIENCE).until(() -> notices().stream().anyMatch(notice -> problem.equals(notice.problem())));
    }

    private static void nextTurn() {
        server.clock().advance(Duration.ofSeconds(70));
    }

    private static int rowsNaming(Person gone) {
        return server.bean(JdbcClient.class)
                .sql("SELECT count(*) FROM logout_notice WHERE logout_notice::text LIKE ?")
                .param("%" + gone.subject() + "%")
                .query(Integer.class)
                .single();
    }
}
