package org.gatehouse.server.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.Jwts;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A mobile client's tokens end one day after sign-in, whatever is refreshed")
class MobileDayTest {

    private static final String REALM = "acme";
    private static final Duration STEP = Duration.ofHours(3);

    private final TestServer server = TestServer.shared();
    private final RelyingApp phone = RelyingApp.phone(server, REALM);
    private final RelyingApp web = RelyingApp.web(server, REALM);
    private final Person person = People.of(server).create(REALM);

    @Test
    void refreshWhenADayHasPassedSinceSignInThenInvalidGrant() throws ParseException {
        Answer tokens = phone.tokens(person);
        Instant end = authTime(tokens).plus(Duration.ofDays(1));

        tokens = refreshUntil(end.minus(Duration.ofMinutes(2)), tokens);
        server.clock().advance(Duration.ofMinutes(3));

        assertThat(phone.refresh(tokens.json("refresh_token")).json("error")).isEqualTo("invalid_grant");
        assertThat(phone.isActive(tokens.json("access_token"))).isFalse();
        assertThat(phone.isActive(tokens.json("refresh_token"))).isFalse();
        assertThat(phone.userInfo(tokens.json("access_token")).status()).isEqualTo(401);
    }

    @Test
    void redeemWithAnOldBrowserSessionThenTheDayStillCountsFromTheSignIn() throws ParseException {
        Browser browser = new Browser(server);
        Instant signedInAt = authTime(web.redeem(web.code(browser, person)));
        server.clock().advance(Duration.ofHours(9));

        Answer tokens =
                phone.redeem(phone.authorize(browser, phone.authorization()).redirectParameter("code"));

        Duration left = Duration.between(server.clock().instant(), signedInAt.plus(Duration.ofDays(1)));
        assertThat(authTime(tokens)).isEqualTo(signedInAt);
        assertThat(refreshExpiresIn(tokens)).isBetween(left.minusSeconds(10), left.plusSeconds(10));
    }

    @Test
    void refreshWhenAnAnswerIsRetriedThenNoLaterEnd() throws ParseException {
        Answer tokens = phone.tokens(person);
        Answer first = phone.refresh(tokens.json("refresh_token"));
        server.clock().advance(Duration.ofSeconds(20));

        Answer again = phone.refresh(tokens.json("refresh_token"));

        assertThat(refreshExpiresIn(again)).isLessThanOrEqualTo(refreshExpiresIn(first));
        assertThat(authTime(again)).isEqualTo(authTime(tokens));
    }

    /** Refreshes every few hours and checks that no answer promises anything beyond the end. */
    private Answer refreshUntil(Instant until, Answer tokens) throws ParseException {
        Answer latest = tokens;
        Instant end = authTime(tokens).plus(Duration.ofDays(1));
        while (server.clock().instant().isBefore(until)) {
            Duration left = Duration.between(server.clock().instant(), until);
            server.clock().advance(left.compareTo(STEP) < 0 ? left.plusSeconds(1) : STEP);
            Answer next = phone.refresh(latest.json("refresh_token"));
            assertThat(next.status()).isEqualTo(200);
            assertThat(expiry(next)).isBeforeOrEqualTo(end);
            assertThat(refreshExpiresIn(next)).isLessThan(refreshExpiresIn(latest));
            assertThat(authTime(next)).isEqualTo(authTime(tokens));
            latest = next;
        }
        assertThat(latest.json().path("expires_in").asLong()).isLessThanOrEqualTo(120);
        return latest;
    }

    private static Instant authTime(Answer tokens) throws ParseException {
        return Instant.ofEpochSecond(claims(tokens).getLongClaim("auth_time"));
    }

    private static Instant expiry(Answer tokens) {
        return claims(tokens).getExpirationTime().toInstant();
    }

    private static JWTClaimsSet claims(Answer tokens) {
        return Jwts.claims(tokens.json("access_token"));
    }

    private static Duration refreshExpiresIn(Answer tokens) {
        return Duration.ofSeconds(tokens.json().path("refresh_expires_in").asLong());
    }
}
