package org.gatehouse.server.dpop;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.Ed25519Verifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.math.BigInteger;
import java.util.List;

/** The public key a proof brings along. It is anybody's, so what it costs to use it is bounded. */
final class ProofKey {

    /** In the order the metadata names them. */
    static final List<JWSAlgorithm> ALGORITHMS =
            List.of(JWSAlgorithm.ES256, JWSAlgorithm.PS256, JWSAlgorithm.EdDSA, JWSAlgorithm.RS256);

    private static final int SHORTEST_MODULUS = 2048;
    private static final int LONGEST_MODULUS = 4096;

    /** Bits; with a long exponent a verification costs as much as a signature. */
    private static final int LONGEST_EXPONENT = 32;

    private ProofKey() {}

    /** RFC 9449 section 4.3, rules 5 to 8. */
    static JWSVerifier verifier(JWSHeader header) {
        JWK key = header.getJWK();
        if (!ALGORITHMS.contains(header.getAlgorithm())) {
            throw new InvalidProofException("Its algorithm is not one of dpop_signing_alg_values_supported.");
        }
        if (key == null || key.isPrivate()) {
            throw new InvalidProofException("It brings no public key along (jwk).");
        }
        try {
            return verifier(header.getAlgorithm(), key);
        } catch (JOSEException | IllegalArgumentException ex) {
            throw new InvalidProofException("Its key (jwk) is of no use.");
        }
    }

    private static JWSVerifier verifier(JWSAlgorithm algorithm, JWK key) throws JOSEException {
        if (algorithm.equals(JWSAlgorithm.ES256) && key instanceof ECKey ec && Curve.P_256.equals(ec.getCurve())) {
            return new ECDSAVerifier(ec);
        }
        if (algorithm.equals(JWSAlgorithm.EdDSA)
                && key instanceof OctetKeyPair pair
                && Curve.Ed25519.equals(pair.getCurve())) {
            return new Ed25519Verifier(pair);
        }
        if (JWSAlgorithm.Family.RSA.contains(algorithm) && key instanceof RSAKey rsa && isBounded(rsa)) {
            return new RSASSAVerifier(rsa);
        }
        throw new InvalidProofException("Its key (jwk) is not one for its algorithm.");
    }

    private static boolean isBounded(RSAKey key) {
        BigInteger modulus = key.getModulus().decodeToBigInteger();
        BigInteger exponent = key.getPublicExponent().decodeToBigInteger();
        return modulus.bitLength() >= SHORTEST_MODULUS
                && modulus.bitLength() <= LONGEST_MODULUS
                && exponent.bitLength() <= LONGEST_EXPONENT;
    }

    static String thumbprint(JWSHeader header) {
        try {
            return header.getJWK().computeThumbprint().toString();
        } catch (JOSEException ex) {
            throw new InvalidProofException("Its key (jwk) is of no use.");
        }
    }
}
