package org.gatehouse.server.federation;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.federation.Credential;
import org.gatehouse.server.federation.certificate.ConnectionCertificates;
import org.gatehouse.server.keys.SigningKeys;
import org.gatehouse.server.realm.Realm;
import org.springframework.stereotype.Component;

/**
 * Shows a provider who this service is by a signature (RFC 7523 section 2.2): with a key of the realm, which the provider
 * finds at the realm's {@code jwks_uri}, or with one of the connection's own, whose certificate was uploaded there. There is
 * no secret that travels or could leak at the provider.
 */
@Component
class OwnAssertions {

    /** It is used at once, and only there. */
    private static final Duration LIFE = Duration.ofMinutes(1);

    /** The one liked best first; RS256 is what a provider takes that does not say what it takes. */
    private static final List<JWSAlgorithm> LIKED = List.of(JWSAlgorithm.ES256, JWSAlgorithm.PS256, JWSAlgorithm.RS256);

    private static final List<JWSAlgorithm> LIKED_OF_RSA = List.of(JWSAlgorithm.PS256, JWSAlgorithm.RS256);

    private final SigningKeys keys;
    private final ConnectionCertificates certificates;
    private final Kinds kinds;
    private final Clock clock;

    OwnAssertions(SigningKeys keys, ConnectionCertificates certificates, Kinds kinds, Clock clock) {
        this.keys = keys;
        this.certificates = certificates;
        this.kinds = kinds;
        this.clock = clock;
    }

    /** @throws UpstreamRefusedException when the provider takes nothing this service can sign */
    String make(Realm realm, Connection connection, ProviderMetadata provider) {
        Set<String> taken = kinds.of(connection).assertionAlgorithms(provider);
        JWTClaimsSet claims = claims(connection, provider);
        if (connection.credential() == Credential.CERTIFICATE) {
            RSAKey key = certificates
                    .key(realm, connection)
                    .orElseThrow(
                            () -> new UpstreamRefusedException(
                                    Refusal.MISCONFIGURED,
                                    "The connection has no certificate, or its key does not open; its page in the console says what to do"));
            return signed(key, first(LIKED_OF_RSA, taken), claims);
        }
        JWSAlgorithm algorithm = first(LIKED, taken);
        return signed(key(realm, algorithm), algorithm, claims);
    }

    private static JWSAlgorithm first(List<JWSAlgorithm> liked, Set<String> taken) {
        return liked.stream()
                .filter(one -> taken.contains(one.getName()))
                .findFirst()
                .orElseThrow(() -> new UpstreamRefusedException(
                        Refusal.MISCONFIGURED, "The provider takes no algorithm the connection's keys are for"));
    }

    /** Section 3. Without {@code nbf} where nobody asks for it: clocks differ. */
    private JWTClaimsSet claims(Connection connection, ProviderMetadata provider) {
        Instant now = clock.instant();
        ProviderKind kind = kinds.of(connection);
        return new JWTClaimsSet.Builder()
                .issuer(connection.clientId())
                .subject(connection.clientId())
                .audience(kind.assertionAudience(provider))
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .notBeforeTime(kind.wantsNotBefore() ? Date.from(now) : null)
                .expirationTime(Date.from(now.plus(LIFE)))
                .build();
    }

    /** The first of an algorithm is the one that signs. */
    private JWK key(Realm realm, JWSAlgorithm algorithm) {
        return keys.keys(realm).getKeys().stream()
                .filter(key -> algorithm.equals(key.getAlgorithm()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The realm has no key for " + algorithm));
    }

    private static String signed(JWK key, JWSAlgorithm algorithm, JWTClaimsSet claims) {
        try {
            JWSHeader header = new JWSHeader.Builder(algorithm)
                    .keyID(key.getKeyID())
                    .x509CertSHA256Thumbprint(key.getX509CertSHA256Thumbprint()) // both null where there is none
                    .type(JOSEObjectType.JWT)
                    .build();
            SignedJWT assertion = new SignedJWT(header, claims);
            assertion.sign(new DefaultJWSSignerFactory().createJWSSigner(key, algorithm));
            return assertion.serialize();
        } catch (JOSEException ex) {
            throw new IllegalStateException("Cannot sign an assertion", ex);
        }
    }
}
