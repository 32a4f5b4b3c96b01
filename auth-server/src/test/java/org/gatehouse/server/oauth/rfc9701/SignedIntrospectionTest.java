package org.gatehouse.server.oauth.rfc9701;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.audit.query.TrailReader;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.Jwts;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 9701: JWT response for token introspection")
class SignedIntrospectionTest {

    private static final String REALM = "acme";
    private static final String SIGNED = "application/token-introspection+jwt";

    private final TestServer server = TestServer.shared();
    private final RelyingApp web = RelyingApp.web(server, REALM);
    private final RelyingApp exporter = RelyingApp.of(server, REALM, "exporter");
    private final Person person = People.of(server).create(REALM);

    @Test
    void askWithAWrongSecretThenRefusedInJsonWithAnEntry() {
        String token = web.tokens(person).json("access_token");
        TrailProbe probe = TrailProbe.of(server, REALM);

        Answer answer = new Browser(server)
                .post(
                        web.path("/oauth2/introspect"),
                        Map.of("token", token),
                        "Accept",
                        SIGNED,
                        "Authorization",
                        RelyingApp.basic("exporter", "wrong"));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json("error")).isEqualTo("invalid_client");
        assertThat(probe.freshCodes()).containsExactly("client.auth-failed");
    }

    @Test
    void askWithoutATokenThenRefusedInJsonWithAnEntry() {
        TrailProbe probe = TrailProbe.of(server, REALM);

        Answer answer = exporter.post("/oauth2/introspect", Map.of(), new String[] {"Accept", SIGNED});

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json("error")).isEqualTo("invalid_request");
        assertThat(probe.freshCodes()).containsExactly("token.refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0."})
    void askAboutGarbageThenInactiveAndNothingElse(String token) throws ParseException {
        TrailProbe probe = TrailProbe.of(server, REALM);

        assertThat(told(ask(exporter, token))).isEqualTo(Map.of("active", false));
        assertThat(probe.freshCodes()).as("nothing was shown").isEmpty();
    }

    @Test
    void askAboutWhatIsOverThenInactiveAndNothingElse() throws ParseException {
        String revoked = web.tokens(person).json("access_token");
        web.revoke(revoked);
        String expired = web.tokens(person).json("access_token");
        server.clock().advance(Duration.ofMinutes(11));

        assertThat(told(ask(exporter, revoked))).isEqualTo(Map.of("active", false));
        assertThat(told(ask(exporter, expired))).isEqualTo(Map.of("active", false));
    }

    @Test
    void askThenAJwtOfTheRealmForWhoAsks() throws ParseException {
        Answer answer = ask(exporter, web.tokens(person).json("access_token"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo(SIGNED);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(Jwts.isSignedBy(server, REALM, answer.body())).isTrue();
        SignedJWT jwt = Jwts.parse(answer.body());
        assertThat(jwt.getHeader().getType().getType()).isEqualTo("token-introspection+jwt");
        assertThat(jwt.getHeader().getAlgorithm().getName())
                .as("as the client has it")
                .isEqualTo("ES256");
        JWTClaimsSet claims = jwt.getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo(server.issuer(REALM));
        assertThat(claims.getAudience()).containsExactly("exporter");
        assertThat(claims.getIssueTime()).isCloseTo(Date.from(server.clock().instant()), 10_000);
        assertThat(claims.getClaims().keySet())
                .as("neither sub nor exp: it is no access token (section 8.1)")
                .containsExactlyInAnyOrder("iss", "aud", "iat", "token_introspection");
    }

    @Test
    void askThenTheSameIsToldAsInJson() throws ParseException {
        String token = web.tokens(person).json("access_token");

        Map<String, Object> told = told(ask(exporter, token));

        assertThat(told.get("active")).isEqualTo(true);
        assertThat(told.get("sub")).isEqualTo(person.subject().toString());
        assertThat(told.get("scope").toString().split(" ")).containsExactlyInAnyOrder("openid", "profile", "email");
        exporter.introspect(token).json().properties().forEach(member -> {
            if (!member.getKey().equals("aud") && !member.getKey().equals("amr")) {
                assertThat(String.valueOf(told.get(member.getKey())))
                        .as(member.getKey())
                        .isEqualTo(member.getValue().asString());
            }
        });
    }

    /** Section 6: the default of introspection_signed_response_alg. */
    @Test
    void askWhenTheClientNamesNoAlgorithmThenRs256() {
        Answer answer =
                ask(RelyingApp.of(server, REALM, "robot"), web.tokens(person).json("access_token"));

        assertThat(Jwts.parse(answer.body()).getHeader().getAlgorithm().getName())
                .isEqualTo("RS256");
        assertThat(Jwts.isSignedBy(server, REALM, answer.body())).isTrue();
    }

    @Test
    void askThenAnEntrySaysToWhomAndOfWhom() {
        String token = web.tokens(person).json("access_token");
        TrailProbe probe = TrailProbe.of(server, REALM);

        ask(exporter, token);

        assertThat(probe.freshCodes()).containsExactly("token.confirmed");
        EntryView entry = server.bean(TrailReader.class).latest(REALM, 1).get(0);
        assertThat(entry.activity()).isEqualTo(Activity.TOKEN_CONFIRMED);
        assertThat(entry.toString())
                .contains("exporter")
                .contains(person.subject().toString());
    }

    @Test
    void askAboutATokenOfAServiceThenThatIsToldToo() throws ParseException {
        String token = RelyingApp.of(server, REALM, "robot")
                .token(Map.of("grant_type", "client_credentials"))
                .json("access_token");

        assertThat(told(ask(exporter, token)).get("client_id")).isEqualTo("robot");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/*",
                "application/json",
                "application/*",
                "application/token-introspection+jwt;q=0",
                "application/token-introspection+jwt;q=0.5, application/json",
                "application/token-introspection+jwt;;;=, what",
                "text/html"
            })
    void askForAnythingElseThenJson(String accept) {
        Answer answer = exporter.post(
                "/oauth2/introspect",
                Map.of("token", web.tokens(person).json("access_token")),
                new String[] {"Accept", accept});

        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.json().path("active").asBoolean()).isTrue();
    }

    @Test
    void readMetadataThenItsAlgorithmsAreSaid() {
        Answer metadata = new Browser(server).get(web.path("/.well-known/openid-configuration"));

        assertThat(metadata.json()
                        .path("introspection_signing_alg_values_supported")
                        .valueStream()
                        .map(value -> value.asString()))
                .containsExactlyInAnyOrderElementsOf(List.of("RS256", "ES256", "PS256", "EdDSA"));
    }

    private static Answer ask(RelyingApp asking, String token) {
        return asking.post("/oauth2/introspect", Map.of("token", token), new String[] {"Accept", SIGNED});
    }

    private static Map<String, Object> told(Answer answer) throws ParseException {
        return Jwts.claims(answer.body()).getJSONObjectClaim("token_introspection");
    }
}
