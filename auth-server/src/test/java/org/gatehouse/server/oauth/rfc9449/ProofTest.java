package org.gatehouse.server.oauth.rfc9449;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Jwts;
import org.gatehouse.server.testing.Prover;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.Together;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 9449 section 4.3: a proof of possession")
class ProofTest {

    private static final String REALM = "acme";
    private static final Map<String, String> REQUEST = Map.of("grant_type", "client_credentials");
    private static final int REPLAYS = 20;
    private static final JOSEObjectType TYPE = new JOSEObjectType("dpop+jwt");

    private final TestServer server = TestServer.shared();
    private final RelyingApp ferry = RelyingApp.of(server, REALM, "ferry");
    private final String path = ferry.path("/oauth2/token");
    private final Prover prover = Prover.of(server);

    @ParameterizedTest
    @ValueSource(strings = {"x", "a.b.c", "eyJhbGciOiJub25lIn0.e30.", "..", "{}"})
    void sendWhenItIsNoJwtThenRefused(String proof) {
        assertIsRefused(send(proof));
    }

    @Test
    void sendWhenThereIsNoneThenAClientThatBindsIsRefused() {
        assertIsRefused(ferry.token(REQUEST));
    }

    @Test
    void sendWhenThereAreTwoThenRefused() {
        String[] twice = {"DPoP", good(), "DPoP", good()};

        assertIsRefused(ferry.post("/oauth2/token", REQUEST, twice));
    }

    @Test
    void sendWhenAlgorithmIsNoneThenRefused() {
        String unsigned = Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(("{\"alg\":\"none\",\"typ\":\"dpop+jwt\",\"jwk\":"
                                        + prover.key().toPublicJWK().toJSONString() + "}")
                                .getBytes())
                + good().replaceAll("^[^.]*", "").replaceAll("[^.]*$", "");

        assertIsRefused(send(unsigned));
    }

    @Test
    void sendWhenAnHmacWithThePublicKeyThenRefused() throws JOSEException {
        byte[] publicKey = ((ECKey) prover.key()).toECPublicKey().getEncoded();
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(TYPE)
                        .jwk(prover.key().toPublicJWK())
                        .build(),
                prover.claims("POST", path, claims -> {}));
        jwt.sign(new MACSigner(publicKey));

        assertIsRefused(send(jwt.serialize()));
    }

    @Test
    void sendWhenAPrivateKeyComesAlongThenRefused() {
        assertIsRefused(send(prover.handmade(header(prover.key().toJSONObject()), claims())));
    }

    @Test
    void sendWhenASymmetricKeyComesAlongThenRefused() {
        assertIsRefused(send(prover.handmade(header(Map.of("kty", "oct", "k", "c2VjcmV0")), claims())));
    }

    @Test
    void sendWhenNoKeyComesAlongThenRefused() {
        Map<String, Object> header = header(Map.of());
        header.remove("jwk");

        assertIsRefused(send(prover.handmade(header, claims())));
    }

    @Test
    void sendWhenTheKeyIsNotOnItsCurveThenRefused() {
        Map<String, Object> key = new HashMap<>(prover.key().toPublicJWK().toJSONObject());
        key.put("y", key.get("x"));

        assertIsRefused(send(prover.handmade(header(key), claims())));
    }

    @Test
    void sendWhenTheKeyIsHugeThenRefusedUnread() {
        Map<String, Object> key = Map.of("kty", "RSA", "e", "AQAB", "n", "x".repeat(5_000));

        assertIsRefused(send(prover.handmade(header(key), claims())));
    }

    @ParameterizedTest
    @CsvSource({"AQAB,100", "AQAB,900", "AQABAQABAQABAQAB,342"})
    void sendWhenTheKeyWouldTakeTooLongOrIsTooShortThenRefused(String exponent, int length) {
        Map<String, Object> header = header(Map.of("kty", "RSA", "e", exponent, "n", "x".repeat(length)));
        header.put("alg", "RS256");

        assertIsRefused(send(prover.handmade(header, claims())));
    }

    @Test
    void sendWhenSignedByAnotherKeyThenRefused() {
        Map<String, Object> other = Prover.of(server).key().toPublicJWK().toJSONObject();

        assertIsRefused(send(prover.handmade(header(other), claims())));
    }

    @Test
    void sendWhenTheTypeIsThatOfAnyJwtThenRefused() {
        assertIsRefused(send(prover.signed(JOSEObjectType.JWT, claims())));
    }

    @Test
    void sendWhenAParameterIsCriticalThenRefused() {
        Map<String, Object> header = header(prover.key().toPublicJWK().toJSONObject());
        header.put("crit", List.of("b64"));
        header.put("b64", true);

        assertIsRefused(send(prover.handmade(header, claims())));
        assertIsRefused(send(prover.signed(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(TYPE)
                        .jwk(prover.key().toPublicJWK())
                        .criticalParams(Set.of("x"))
                        .customParam("x", 1)
                        .build(),
                claims())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "post", "", "PUT"})
    void sendWhenItIsForAnotherMethodThenRefused(String method) {
        assertIsRefused(send(prover.proof(method, path)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/realms/globex/oauth2/token",
                "/realms/acme/oauth2/par",
                "/realms/acme/oauth2/token/",
                "/",
                "//evil.example/realms/acme/oauth2/token"
            })
    void sendWhenItIsForAnotherAddressThenRefused(String target) {
        assertIsRefused(send(prover.proof("POST", target)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "http://evil.example/realms/acme/oauth2/token", "/realms/acme/oauth2/token", "%%"})
    void sendWhenItsAddressIsNoneThenRefused(String target) {
        assertIsRefused(send(prover.proof("POST", path, claims -> claims.claim("htu", target))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"htm", "htu", "iat", "jti"})
    void sendWhenAClaimIsMissingThenRefused(String claim) {
        assertIsRefused(send(prover.proof("POST", path, claims -> claims.claim(claim, null))));
    }

    @ParameterizedTest
    @ValueSource(longs = {-3_600, -62, 62, 3_600, 100_000_000})
    void sendWhenItIsNotOfNowThenRefused(long seconds) {
        assertIsRefused(send(issued(seconds)));
    }

    @Test
    void sendWhenItHasExpiredOrIsNotValidYetThenRefused() {
        assertIsRefused(send(prover.proof(
                "POST",
                path,
                claims -> claims.expirationTime(Date.from(prover.now().minusSeconds(1))))));
        assertIsRefused(send(prover.proof(
                "POST",
                path,
                claims -> claims.notBeforeTime(Date.from(prover.now().plusSeconds(300))))));
    }

    @Test
    void sendWhenItsIdIsLongOrEmptyThenRefused() {
        assertIsRefused(send(prover.proof("POST", path, claims -> claims.jwtID("j".repeat(129)))));
        assertIsRefused(send(prover.proof("POST", path, claims -> claims.jwtID(" "))));
    }

    @Test
    void sendAgainThenRefused() {
        String proof = good();
        assertThat(send(proof).status()).isEqualTo(200);

        assertIsRefused(send(proof));
    }

    @Test
    void sendAnIdAgainInAnotherProofOfTheKeyThenRefusedAndOfAnotherKeyNot() {
        String id = UUID.randomUUID().toString();
        assertThat(send(prover.proof("POST", path, claims -> claims.jwtID(id))).status())
                .isEqualTo(200);

        assertIsRefused(send(prover.proof(
                "POST",
                path,
                claims -> claims.jwtID(id).issueTime(Date.from(prover.now().minusSeconds(2))))));
        assertThat(send(Prover.of(server).proof("POST", path, claims -> claims.jwtID(id)))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void sendTwentyTimesAtOnceThenAcceptedOnce() {
        String proof = good();

        List<Answer> answers = Together.run(REPLAYS, i -> send(proof));

        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() != 200).allSatisfy(ProofTest::assertIsRefused);
    }

    @Test
    void sendWhenRefusedThenSaysSoInTheTrail() {
        TrailProbe probe = TrailProbe.of(server, REALM);

        send(prover.proof("GET", path));

        assertThat(probe.fresh()).singleElement().satisfies(entry -> {
            assertThat(entry.activity().code()).isEqualTo("token.refused");
            assertThat(entry.toString()).contains("invalid_dpop_proof");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"ES256", "PS256", "EdDSA", "RS256"})
    void sendWhenAlgorithmIsOfferedThenBound(String algorithm) throws Exception {
        Prover other = Prover.of(server, JWSAlgorithm.parse(algorithm));

        Answer answer = other.token(ferry, REQUEST);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json("token_type")).isEqualTo("DPoP");
        assertThat(Jwts.claims(answer.json("access_token")).getJSONObjectClaim("cnf"))
                .containsExactly(Map.entry("jkt", other.thumbprint()));
    }

    @ParameterizedTest
    @ValueSource(longs = {-10, -50, 0, 10, 25})
    void sendWhenTheClocksDifferALittleThenAccepted(long seconds) {
        assertThat(send(issued(seconds)).status()).isEqualTo(200);
    }

    @Test
    void sendWhenItIsWithinItsOwnTimesThenAccepted() {
        Answer answer = send(prover.proof(
                "POST",
                path,
                claims -> claims.notBeforeTime(Date.from(prover.now().minusSeconds(5)))
                        .expirationTime(Date.from(prover.now().plus(Duration.ofMinutes(5))))));

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void sendWhenTheAddressHasAQueryOrIsSpeltOtherwiseThenAccepted() {
        String address = server.uri(path).toString();

        assertThat(send(to(address + "?a=b#c")).status()).isEqualTo(200);
        assertThat(send(to(address.replace("http://localhost", "HTTP://LocalHost")))
                        .status())
                .isEqualTo(200);
        assertThat(send(to(address.replace("/oauth2/", "/x/../oauth2/"))).status())
                .isEqualTo(200);
    }

    private String to(String address) {
        return prover.proof("POST", path, claims -> claims.claim("htu", address));
    }

    private String issued(long seconds) {
        return prover.proof(
                "POST", path, claims -> claims.issueTime(Date.from(prover.now().plusSeconds(seconds))));
    }

    private String good() {
        return prover.proof("POST", path);
    }

    private JWTClaimsSet claims() {
        return prover.claims("POST", path, claims -> {});
    }

    private static Map<String, Object> header(Map<String, Object> key) {
        return new HashMap<>(Map.of("alg", "ES256", "typ", "dpop+jwt", "jwk", key));
    }

    private Answer send(String proof) {
        return ferry.post("/oauth2/token", REQUEST, new String[] {"DPoP", proof});
    }

    private static void assertIsRefused(Answer answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json("error")).isEqualTo("invalid_dpop_proof");
        assertThat(answer.json("access_token")).isEmpty();
    }
}
