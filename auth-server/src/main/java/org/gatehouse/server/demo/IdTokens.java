package org.gatehouse.server.demo;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Verifies ID tokens (OpenID Connect Core 3.1.3.7), and tells each check apart so that it can be shown. */
final class IdTokens {

    /** Only signatures that no client could have made: neither {@code none} nor a shared secret. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.PS256,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.Ed25519,
            JWSAlgorithm.EdDSA);

    private static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

    private final Clock clock;

    IdTokens(Clock clock) {
        this.clock = clock;
    }

    List<Check> check(String idToken, JWKSet keys, DemoRealm realm, String nonce) {
        try {
            JWTClaimsSet claims = SignedJWT.parse(idToken).getJWTClaimsSet();
            return List.of(
                    new Check("signature", isSigned(idToken, keys)),
                    new Check("iss", realm.issuer().equals(claims.getIssuer())),
                    new Check("aud", isFor(realm.clientId(), claims)),
                    new Check("exp", isInTime(claims)),
                    new Check("nonce", nonce.equals(claims.getClaim("nonce"))));
        } catch (ParseException malformed) {
            return List.of(new Check("signature", false));
        }
    }

    /**
     * Of an ID token that came with a refresh (OpenID Connect Core 12.2): about the same person; the nonce may be
     * missing, but not another.
     */
    List<Check> recheck(String idToken, String former, JWKSet keys, DemoRealm realm, String nonce) {
        try {
            JWTClaimsSet claims = SignedJWT.parse(idToken).getJWTClaimsSet();
            String subject = SignedJWT.parse(former).getJWTClaimsSet().getSubject();
            boolean nonceMayMiss = claims.getClaim("nonce") == null;
            return Stream.concat(
                            check(idToken, keys, realm, nonce).stream(),
                            Stream.of(new Check("sub", subject != null && subject.equals(claims.getSubject()))))
                    .filter(check -> !(nonceMayMiss && check.code().equals("nonce")))
                    .toList();
        } catch (ParseException malformed) {
            return List.of(new Check("signature", false));
        }
    }

    private static boolean isSigned(String idToken, JWKSet keys) throws ParseException {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, new ImmutableJWKSet<>(keys)));
        processor.setJWTClaimsSetVerifier((claims, context) -> {}); // each claim is a check of its own
        try {
            processor.process(idToken, null);
            return true;
        } catch (BadJOSEException | JOSEException refused) {
            return false;
        }
    }

    private static boolean isFor(String clientId, JWTClaimsSet claims) {
        Object azp = claims.getClaim("azp");
        return claims.getAudience().contains(clientId)
                && (azp == null ? claims.getAudience().size() == 1 : azp.equals(clientId));
    }

    private boolean isInTime(JWTClaimsSet claims) {
        Instant now = clock.instant();
        Date expires = claims.getExpirationTime();
        Date issued = claims.getIssueTime();
        return expires != null
                && issued != null
                && now.minus(CLOCK_SKEW).isBefore(expires.toInstant())
                && now.plus(CLOCK_SKEW).isAfter(issued.toInstant());
    }
}
