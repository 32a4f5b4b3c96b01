package org.gatehouse.server.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.Ed25519Verifier;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyConverter;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.security.Key;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Checks signatures with a set of keys. The library does so for all algorithms, but finds only keys of the JDK's kinds. */
public final class KeyVerification {

    private KeyVerification() {}

    /**
     * Lets the processor accept what one of the keys has signed.
     *
     * @param algorithms accepted; a token of another is refused whatever key it names (RFC 8725 section 3.1)
     */
    public static void configure(
            DefaultJWTProcessor<SecurityContext> processor, JWKSet keys, Set<KeyAlgorithm> algorithms) {
        processor.setJWSKeySelector((header, context) -> select(header, keys, algorithms));
        processor.setJWSVerifierFactory(new Verifiers());
    }

    private static List<Key> select(JWSHeader header, JWKSet keys, Set<KeyAlgorithm> algorithms) {
        JWSAlgorithm algorithm = header.getAlgorithm();
        if (algorithms.stream().noneMatch(allowed -> allowed.jose().equals(algorithm))) {
            return List.of();
        }
        List<Key> found = new ArrayList<>();
        for (JWK key : new JWKSelector(JWKMatcher.forJWSHeader(header)).select(keys)) {
            if (key instanceof OctetKeyPair edwards) {
                found.add(new EdwardsKey(edwards.toPublicJWK()));
            } else {
                found.addAll(KeyConverter.toJavaKeys(List.of(key)));
            }
        }
        return found;
    }

    /** A key the library takes as a JWK only. */
    private record EdwardsKey(OctetKeyPair jwk) implements PublicKey {

        @Override
        public String getAlgorithm() {
            return "Ed25519";
        }

        @Override
        public String getFormat() {
            return "JWK";
        }

        @Override
        public byte[] getEncoded() {
            return jwk.getDecodedX();
        }
    }

    private static final class Verifiers extends DefaultJWSVerifierFactory {

        @Override
        public JWSVerifier createJWSVerifier(JWSHeader header, Key key) throws JOSEException {
            return key instanceof EdwardsKey edwards
                    ? new Ed25519Verifier(edwards.jwk())
                    : super.createJWSVerifier(header, key);
        }
    }
}
