package org.gatehouse.server.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.server.testing.FederatedServer.PARTNER;
import static org.gatehouse.server.testing.FederatedServer.REALM;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.logout.LogoutNotice;
import org.gatehouse.server.logout.LogoutNotices;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.ClientKeys;
import org.gatehouse.server.testing.FederatedServer;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.StandInProvider;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.Together;
import org.gatehouse.server.testing.TrailOutage;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** OpenID Connect Back-Channel Logout 1.0, as relying party: sections 2.5 to 2.8. */
@DisplayName("A provider says that a session is over: everything that came from it ends, and only by its word")
class ReceivedBackChannelLogoutTest {

    private final TestServer server = FederatedServer.shared();
    private final ComesAndGoes person = new ComesAndGoes(server);

    static Stream<Arguments> wrong() {
        return Stream.of(
                wrong("wrong-issuer", claims -> claims.issuer("https://evil.example")),
                wrong("token-audience", claims -> claims.audience("another-app")),
                wrong("token-audience", claims -> claims.audience((String) null)),
                wrong("token-time", claims -> claims.expirationTime(at(Duration.ofMinutes(-3)))),
                wrong("token-time", claims -> claims.expirationTime(null)),
                wrong("token-time", claims -> claims.expirationTime(at(Duration.ofDays(3)))),
                wrong("token-time", claims -> claims.issueTime(null)),
                wrong("token-time", claims -> claims.issueTime(at(Duration.ofMinutes(10)))),
                wrong("malformed-answer", claims -> claims.claim("events", null)),
                wrong(
                        "malformed-answer",
                        claims -> claims.claim("events", Map.of("https://other.example/event", Map.of()))),
                wrong(
                        "malformed-answer",
                        claims -> claims.claim(
                                "events", Map.of("http://schemas.openid.net/event/backchannel-logout", "yes"))),
                wrong("malformed-answer", claims -> claims.claim("nonce", "n-0S6")),
                wrong("malformed-answer", claims -> claims.jwtID(null)),
                wrong("malformed-answer", claims -> claims.subject(null).claim("sid", null)),
                wrong("malformed-answer", claims -> claims.claim("sid", 12)));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void tellWhenAClaimIsWrongThenNobodyIsSignedOut(String reason, Consumer<JWTClaimsSet.Builder> wrong) {
        person.come();

        assertRefused(person.token(wrong), reason);
    }

    @Test
    void tellWhenSomebodyElseSignedThenNobodyIsSignedOut() throws ParseException {
        person.come();
        JWTClaimsSet claims = SignedJWT.parse(person.token()).getJWTClaimsSet();

        assertRefused(StandInProvider.signed(ClientKeys.rsa("first"), claims), "token-signature");
        assertRefused(new PlainJWT(claims).serialize(), "token-signature");
        assertRefused("a.b.c", "token-signature");
        assertRefused("", "token-signature");
        assertRefused(StandInProvider.signed(PARTNER.key(), claims, new JOSEObjectType("at+jwt")), "malformed-answer");
    }

    /** Whoever has an ID token would else sign its owner out wherever they are. */
    @Test
    void tellWithAnIdTokenThenNobodyIsSignedOut() {
        String[] seen = new String[1];
        PARTNER.signing(claims -> seen[0] = StandInProvider.signed(PARTNER.key(), claims));
        person.come();

        assertRefused(seen[0], "malformed-answer");
    }

    @Test
    void tellWhenNoTokenOrTwoAreSentThenIsRefused() {
        TrailProbe trail = TrailProbe.of(server, REALM);
        Browser provider = new Browser(server);

        assertThat(provider.post(ComesAndGoes.BACK_CHANNEL, Map.of()).status()).isEqualTo(400);
        assertThat(provider.post(ComesAndGoes.BACK_CHANNEL + "?logout_token=x", Map.of("logout_token", "y"))
                        .status())
                .isEqualTo(400);
        assertThat(provider.post(FederatedServer.path("nobody") + "/backchannel-logout", Map.of())
                        .status())
                .isEqualTo(404);
        assertThat(trail.fresh()).hasSize(2).allMatch(entry -> entry.outcome() == Outcome.FAILURE);
    }

    /** A connection's provider speaks for its own people only, though another connection of the realm knows the session. */
    @Test
    void tellAtAnotherConnectionThenNobodyIsSignedOut() {
        person.come();

        Answer answer = new Browser(server)
                .post(FederatedServer.path("second") + "/backchannel-logout", Map.of("logout_token", person.token()));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(person.isSignedIn()).isTrue();
    }

    @Test
    void tellWhenNobodyIsKnownThenTheAnswerIsTheSameAndNothingIsWritten() {
        person.come();
        ComesAndGoes stranger = new ComesAndGoes(server);
        TrailProbe trail = TrailProbe.of(server, REALM);

        Answer unknown = stranger.tell(stranger.token());

        assertThat(unknown.status()).isEqualTo(200);
        assertThat(unknown.body()).isEmpty();
        assertThat(unknown.header("Cache-Control")).contains("no-store");
        assertThat(trail.fresh()).isEmpty();
        Answer known = person.tell(person.token());
        assertThat(known.status()).isEqualTo(200);
        assertThat(known.body()).isEmpty();
    }

    @Test
    void tellOfTheSessionOfAnotherSubjectThenNobodyIsSignedOut() {
        person.come();

        assertThat(person.tell(person.token(claims -> claims.subject("somebody-else")))
                        .status())
                .isEqualTo(200);
        assertThat(person.isSignedIn()).isTrue();
    }

    @Test
    void tellTwiceWithOneTokenThenTheSecondTimeIsRefused() {
        person.come();
        String token = person.token();
        assertThat(person.tell(token).status()).isEqualTo(200);

        assertRefused(token, "replayed", false);
    }

    @Test
    void tellManyTimesAtOnceWithOneTokenThenOneIsTheFirst() {
        person.come();
        String token = person.token();

        List<Integer> statuses = Together.run(6, number -> person.tell(token).status());

        assertThat(statuses).containsOnlyOnce(200);
        assertThat(person.isSignedIn()).isFalse();
    }

    @Test
    void tellThenTheSessionTheTokensAndTheClientsOfItEndAndTheEntrySaysByWhom() {
        RelyingApp app = RelyingApp.of(server, REALM, "told");
        Answer tokens = person.comeFor(app);
        Account account = account();
        TrailProbe trail = TrailProbe.of(server, REALM);

        assertThat(person.tell(person.token()).status()).isEqualTo(200);

        assertThat(person.isSignedIn()).isFalse();
        assertThat(app.userInfo(tokens.json("access_token")).status()).isEqualTo(401);
        assertThat(server.bean(LogoutNotices.class).of(realm(), account.subject()))
                .extracting(LogoutNotice::client)
                .containsExactly("told");
        assertThat(trail.fresh())
                .filteredOn(entry -> entry.activity().code().equals("session.ended"))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.actor().kind()).isEqualTo(Party.Kind.SYSTEM);
                    assertThat(entry.reason()).isEqualTo("provider-signed-out");
                    assertThat(entry.detail()).containsEntry("connection", "partner");
                    assertThat(entry.target().person()).isEqualTo(account.subject());
                });
    }

    @Test
    void tellOfAPersonThenAllTheirSessionsFromThereEndAndNoOthers() {
        person.come();
        Browser second = new Browser(server);
        PARTNER.person("sid", UUID.randomUUID().toString());
        FederatedServer.comeBack(second, "partner");
        ComesAndGoes other = new ComesAndGoes(server).come();

        assertThat(person.tell(person.token(claims -> claims.claim("sid", null)))
                        .status())
                .isEqualTo(200);

        assertThat(person.isSignedIn()).isFalse();
        assertThat(second.step(ComesAndGoes.ACCOUNT).status()).isEqualTo(302);
        assertThat(other.isSignedIn()).isTrue();
    }

    @Test
    void tellOfOneSessionThenAnotherOfTheSamePersonGoesOn() {
        person.come();
        Browser second = new Browser(server);
        PARTNER.person("sid", UUID.randomUUID().toString());
        FederatedServer.comeBack(second, "partner");

        person.tell(person.token());

        assertThat(person.isSignedIn()).isFalse();
        assertThat(second.step(ComesAndGoes.ACCOUNT).status()).isEqualTo(200);
    }

    /** Sign-ins of which the provider never said the session's name. */
    @Test
    void tellOfASessionWhenTheIdTokenNamedNoneThenItEnds() {
        PARTNER.signing(claims -> StandInProvider.signed(
                PARTNER.key(),
                new JWTClaimsSet.Builder(claims).claim("sid", null).build()));
        person.come();

        assertThat(person.tell(person.token(claims -> claims.subject("somebody-else")))
                        .status())
                .isEqualTo(200);
        assertThat(person.isSignedIn()).isTrue();
        assertThat(person.tell(person.token()).status()).isEqualTo(200);

        assertThat(person.isSignedIn()).isFalse();
    }

    /** The token was under way while the provider ended what it is of. */
    @Test
    void comeBackWhenTheSessionHasEndedMeanwhileThenNobodyIsSignedIn() {
        String answer = FederatedServer.answerOf(person.browser, "partner");
        assertThat(person.tell(person.token()).status()).isEqualTo(200);

        Answer page = FederatedServer.step(person.browser, answer);

        assertThat(page.status()).isEqualTo(403);
        assertThat(page.body()).contains("You signed out there meanwhile");
        assertThat(person.isSignedIn()).isFalse();
    }

    @Test
    void tellWhenNoEntryCanBeWrittenThenNothingEndsUntilItCan() {
        person.come();

        Answer answer = TrailOutage.during(server, () -> person.tell(person.token()));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(person.isSignedIn()).isTrue();
        server.bean(ProviderSignOut.class).tidy();
        assertThat(person.isSignedIn()).isFalse();
    }

    private void assertRefused(String token, String reason) {
        assertRefused(token, reason, true);
    }

    private void assertRefused(String token, String reason, boolean stays) {
        TrailProbe trail = TrailProbe.of(server, REALM);

        Answer answer = person.tell(token);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.json("error")).isEqualTo("invalid_request");
        assertThat(person.isSignedIn()).isEqualTo(stays);
        assertThat(trail.fresh()).singleElement().satisfies(entry -> {
            assertThat(entry.activity().code()).isEqualTo("session.ended");
            assertThat(entry.outcome()).isEqualTo(Outcome.FAILURE);
            assertThat(entry.reason()).isEqualTo(reason);
            assertThat(entry.detail()).containsEntry("connection", "partner");
        });
    }

    private Account account() {
        return server.bean(Accounts.class)
                .findByLogin(realm(), person.subject + "@partner.example")
                .orElseThrow();
    }

    private Realm realm() {
        return server.bean(Realms.class).get(REALM);
    }

    private static Arguments wrong(String reason, Consumer<JWTClaimsSet.Builder> wrong) {
        return Arguments.of(reason, wrong);
    }

    private static Date at(Duration from) {
        return Date.from(FederatedServer.shared().clock().instant().plus(from));
    }
}
