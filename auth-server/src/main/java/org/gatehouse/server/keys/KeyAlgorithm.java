package org.gatehouse.server.keys;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.JWKGenerator;
import com.nimbusds.jose.jwk.gen.OctetKeyPairGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/** What a realm signs with. Each algorithm has keys of its own: a key of two is a proof against neither (RFC 8725 3.8). */
public enum KeyAlgorithm {
    /** Access tokens, and ID tokens of clients that ask for it. */
    ES256(JWSAlgorithm.ES256, () -> new ECKeyGenerator(Curve.P_256)),
    /** ID tokens unless a client asks otherwise. */
    RS256(JWSAlgorithm.RS256, KeyAlgorithm::rsa),
    PS256(JWSAlgorithm.PS256, KeyAlgorithm::rsa),
    /** Ed25519, under the name RFC 8037 gave it. */
    EDDSA(JWSAlgorithm.EdDSA, () -> new OctetKeyPairGenerator(Curve.Ed25519));

    private static final int RSA_BITS = 2048;

    private final JWSAlgorithm algorithm;
    private final Supplier<JWKGenerator<? extends JWK>> generator;

    KeyAlgorithm(JWSAlgorithm algorithm, Supplier<JWKGenerator<? extends JWK>> generator) {
        this.algorithm = algorithm;
        this.generator = generator;
    }

    /** The registered name (RFC 7518 section 3.1, RFC 8037 section 3.1). */
    public String code() {
        return algorithm.getName();
    }

    public static Optional<KeyAlgorithm> find(String code) {
        return Arrays.stream(values())
                .filter(known -> known.code().equals(code))
                .findFirst();
    }

    JWSAlgorithm jose() {
        return algorithm;
    }

    JWK generate() {
        try {
            return generator
                    .get()
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm((Algorithm) algorithm)
                    .keyIDFromThumbprint(true)
                    .generate();
        } catch (JOSEException ex) {
            throw new IllegalStateException("Cannot generate a signing key", ex);
        }
    }

    private static JWKGenerator<? extends JWK> rsa() {
        return new RSAKeyGenerator(RSA_BITS);
    }
}
