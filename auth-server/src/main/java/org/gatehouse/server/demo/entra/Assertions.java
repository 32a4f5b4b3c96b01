package org.gatehouse.server.demo.entra;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.X509CertUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Looks at assertions of applications (RFC 7523): by the uploaded certificate the header names, for this very endpoint, once. */
final class Assertions {

    static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /** Between two clocks. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private static final Set<JWSAlgorithm> TAKEN = Set.of(JWSAlgorithm.PS256, JWSAlgorithm.RS256);

    private final Set<String> used = ConcurrentHashMap.newKeySet();
    private final Clock clock;

    Assertions(Clock clock) {
        this.clock = clock;
    }

    /** @throws Refused when it does not show that it is this application */
    void check(Registration client, String text, String tokenEndpoint) {
        try {
            SignedJWT assertion = SignedJWT.parse(text);
            require(TAKEN.contains(assertion.getHeader().getAlgorithm()), "AADSTS5002727: Invalid JWT header");
            require(isSigned(client, assertion), "AADSTS700027: The certificate is not registered on the application");
            check(client, assertion.getJWTClaimsSet(), tokenEndpoint);
        } catch (ParseException | JOSEException ex) {
            throw new Refused("invalid_client", "AADSTS50027: The assertion is malformed");
        }
    }

    private static boolean isSigned(Registration client, SignedJWT assertion) throws JOSEException {
        for (X509Certificate certificate : client.certificates()) {
            boolean isNamed = X509CertUtils.computeSHA256Thumbprint(certificate)
                    .equals(assertion.getHeader().getX509CertSHA256Thumbprint());
            if (isNamed && assertion.verify(new RSASSAVerifier((RSAPublicKey) certificate.getPublicKey()))) {
                return true;
            }
        }
        return false;
    }

    private void check(Registration client, JWTClaimsSet claims, String tokenEndpoint) {
        Instant now = clock.instant();
        require(claims.getAudience().equals(List.of(tokenEndpoint)), "AADSTS700023: The audience is not valid");
        require(
                client.clientId().equals(claims.getIssuer())
                        && client.clientId().equals(claims.getSubject()),
                "AADSTS700021: Issuer and subject are not the application");
        require(isPast(claims.getNotBeforeTime(), now.plus(SKEW)), "AADSTS700024: The assertion is not valid yet");
        require(!isPast(claims.getExpirationTime(), now.minus(SKEW)), "AADSTS700024: The assertion has expired");
        String id = claims.getJWTID();
        require(id != null && used.add(id), "AADSTS7000222: The assertion was used before");
    }

    private static boolean isPast(Date time, Instant now) {
        require(time != null, "AADSTS50027: The assertion does not say when it is valid");
        return !time.toInstant().isAfter(now);
    }

    private static void require(boolean met, String message) {
        if (!met) {
            throw new Refused("invalid_client", message);
        }
    }
}
