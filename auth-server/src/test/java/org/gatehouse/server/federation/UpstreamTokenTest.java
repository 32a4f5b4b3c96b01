package org.gatehouse.server.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.server.testing.FederatedServer.PARTNER;
import static org.gatehouse.server.testing.FederatedServer.REALM;
import static org.gatehouse.server.testing.StandInProvider.signed;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.ClientKeys;
import org.gatehouse.server.testing.FederatedServer;
import org.gatehouse.server.testing.StandInProvider;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName(
        "OpenID Connect Core section 3.1.3.7: an ID token that is not for us, now, and by the provider lets nobody in")
class UpstreamTokenTest {

    private final TestServer server = FederatedServer.shared();
    private final Browser browser = new Browser(server);

    @BeforeEach
    void behave() {
        PARTNER.reset();
    }

    static Stream<Arguments> wrongClaims() {
        return Stream.of(
                wrong("token-audience", claims -> claims.audience("another-app")),
                wrong("token-audience", claims -> claims.audience(List.of(StandInProvider.CLIENT_ID, "another-app"))),
                wrong(
                        "token-audience",
                        claims -> claims.audience(List.of(StandInProvider.CLIENT_ID, "another-app"))
                                .claim("azp", "another-app")),
                wrong("token-audience", claims -> claims.claim("azp", "another-app")),
                wrong("token-audience", claims -> claims.audience((String) null)),
                wrong("token-nonce", claims -> claims.claim("nonce", null)),
                wrong("token-nonce", claims -> claims.claim("nonce", "another")),
                wrong("token-time", claims -> claims.expirationTime(now(-3 * 60))),
                wrong("token-time", claims -> claims.expirationTime(null)),
                wrong("token-time", claims -> claims.issueTime(null)),
                wrong("token-time", claims -> claims.issueTime(now(10 * 60))),
                wrong("token-time", claims -> claims.notBeforeTime(now(10 * 60))),
                wrong("wrong-issuer", claims -> claims.issuer("https://evil.example")),
                wrong("wrong-issuer", claims -> claims.issuer(PARTNER.issuer() + "/")),
                wrong("wrong-issuer", claims -> claims.issuer(null)),
                wrong("malformed-answer", claims -> claims.subject(null)),
                wrong("malformed-answer", claims -> claims.subject(" ")),
                wrong("malformed-answer", claims -> claims.subject("x".repeat(256))));
    }

    @ParameterizedTest
    @MethodSource("wrongClaims")
    void comeBackWhenAClaimIsWrongThenNobodyIsSignedIn(String reason, Consumer<JWTClaimsSet.Builder> wrong) {
        PARTNER.claims(wrong);

        assertRefused(reason);
    }

    @Test
    void comeBackWhenAForeignKeySignedThenNobodyIsSignedIn() {
        JWK foreign = ClientKeys.rsa("first"); // the id of the right one
        PARTNER.signing(claims -> signed(foreign, claims));

        assertRefused("token-signature");
    }

    @Test
    void comeBackWhenNobodySignedThenNobodyIsSignedIn() {
        PARTNER.signing(claims -> new PlainJWT(claims).serialize());

        assertRefused("token-signature");
    }

    @ParameterizedTest
    @ValueSource(strings = {"der", "pem", "modulus"})
    void comeBackWhenThePublicKeySignedAsASecretThenNobodyIsSignedIn(String form) {
        PARTNER.signing(claims -> mac(claims, form));

        assertRefused("token-signature");
    }

    @Test
    void comeBackWhenTheClientSecretSignedThenNobodyIsSignedIn() {
        PARTNER.signing(claims -> mac(claims, "secret"));

        assertRefused("token-signature");
    }

    @Test
    void comeBackWhenItIsNoTokenThenNobodyIsSignedIn() {
        PARTNER.signing(claims -> "a.b.c");

        assertRefused("token-signature");
    }

    @Test
    void comeBackWhenTheSignatureCoversSomethingElseThenNobodyIsSignedIn() {
        PARTNER.signing(claims -> {
            String[] right = signed(PARTNER.key(), claims).split("\\.");
            String[] other = signed(PARTNER.key(), StandInProvider.with(claims, "sub", "somebody-else"))
                    .split("\\.");
            return right[0] + "." + other[1] + "." + right[2];
        });

        assertRefused("token-signature");
    }

    @Test
    void comeBackWhenAHeaderMustBeUnderstoodAndIsNotThenNobodyIsSignedIn() {
        PARTNER.signing(claims -> {
            try {
                SignedJWT token = new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.PS256)
                                .keyID("first")
                                .criticalParams(Set.of("exotic"))
                                .customParam("exotic", 1)
                                .build(),
                        claims);
                token.sign(ClientKeys.signer(PARTNER.key()));
                return token.serialize();
            } catch (JOSEException ex) {
                throw new IllegalStateException(ex);
            }
        });

        assertRefused("token-signature");
    }

    @Test
    void comeBackWhenItIsAnotherKindOfTokenThenNobodyIsSignedIn() {
        PARTNER.signing(claims -> signed(PARTNER.key(), claims, new JOSEObjectType("logout+jwt")));

        assertRefused("malformed-answer");
    }

    @Test
    void comeBackWhenItIsLongerThanAnyTokenThenNobodyIsSignedIn() {
        PARTNER.claims(claims -> claims.claim("padding", "x".repeat(60 * 1024)));

        assertRefused("malformed-answer");
    }

    @Test
    void comeBackWhenTheTokenIsOfAnEarlierSignInThenNobodyIsSignedIn() {
        String[] before = new String[1];
        PARTNER.signing(claims -> before[0] = signed(PARTNER.key(), claims));
        assertThat(FederatedServer.comeBack(browser, "partner").status()).isEqualTo(302);
        PARTNER.signing(claims -> before[0]);

        assertRefused("token-nonce");
    }

    @Test
    void comeBackWhenEverythingIsRightThenArrives() {
        PARTNER.claims(claims -> claims.audience(List.of(StandInProvider.CLIENT_ID, "another-app"))
                .claim("azp", StandInProvider.CLIENT_ID));

        assertThat(FederatedServer.comeBack(browser, "partner").status()).isEqualTo(302);
    }

    static Stream<JWK> keys() {
        return Stream.of(
                ClientKeys.curve("ec"),
                ClientKeys.edwards("ed"),
                new RSAKey.Builder(ClientKeys.rsa("rs"))
                        .algorithm(JWSAlgorithm.RS256)
                        .build());
    }

    @ParameterizedTest
    @MethodSource("keys")
    void comeBackWhenTheProviderBeginsToUseANewKeyThenItIsFetched(JWK key) {
        assertThat(FederatedServer.comeBack(browser, "partner").status()).isEqualTo(302);
        server.clock().advance(Duration.ofSeconds(11));
        PARTNER.publishing(key, PARTNER.key());

        assertThat(FederatedServer.comeBack(browser, "partner").status()).isEqualTo(302);
    }

    private void assertRefused(String reason) {
        TrailProbe trail = TrailProbe.of(server, REALM);

        Answer answer = FederatedServer.comeBack(browser, "partner");

        assertThat(answer.status()).isBetween(400, 499);
        assertThat(answer.location()).isEmpty();
        assertThat(trail.fresh()).singleElement().satisfies(entry -> {
            assertThat(entry.activity().code()).isEqualTo("federation.login");
            assertThat(entry.outcome()).isEqualTo(Outcome.FAILURE);
            assertThat(entry.reason()).isEqualTo(reason);
            assertThat(answer.body()).contains(reference(entry));
        });
    }

    private static String reference(EntryView entry) {
        return Objects.requireNonNull(entry.origin().request());
    }

    private static String mac(JWTClaimsSet claims, String form) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("first").build(), claims);
            token.sign(new MACSigner(secret(form)));
            return token.serialize();
        } catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static byte[] secret(String form) throws JOSEException {
        RSAKey key = (RSAKey) PARTNER.key();
        byte[] encoded = key.toPublicKey().getEncoded();
        return switch (form) {
            case "der" -> encoded;
            case "modulus" -> key.getModulus().decode();
            case "secret" -> StandInProvider.SECRET.getBytes(StandardCharsets.UTF_8);
            default ->
                ("-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(encoded)
                                + "\n-----END PUBLIC KEY-----")
                        .getBytes(StandardCharsets.UTF_8);
        };
    }

    private static Date now(int seconds) {
        return Date.from(FederatedServer.shared().clock().instant().plusSeconds(seconds));
    }

    private static Arguments wrong(String reason, Consumer<JWTClaimsSet.Builder> wrong) {
        return Arguments.of(reason, wrong);
    }
}
