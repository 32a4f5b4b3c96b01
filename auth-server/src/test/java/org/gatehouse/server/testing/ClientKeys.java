package org.gatehouse.server.testing;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.Ed25519Signer;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetKeyPairGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;

/** Keys clients of tests sign with. */
public final class ClientKeys {

    private ClientKeys() {}

    public static ECKey curve(String kid) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
        } catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
    }

    public static OctetKeyPair edwards(String kid) {
        try {
            return new OctetKeyPairGenerator(Curve.Ed25519).keyID(kid).generate();
        } catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
    }

    public static RSAKey rsa(String kid) {
        try {
            return new RSAKeyGenerator(2048).keyID(kid).generate();
        } catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** What the key signs with unless somebody says otherwise. */
    public static JWSAlgorithm algorithm(JWK key) {
        Algorithm said = key.getAlgorithm();
        if (said != null) {
            return JWSAlgorithm.parse(said.getName());
        }
        return key instanceof ECKey
                ? JWSAlgorithm.ES256
                : key instanceof RSAKey ? JWSAlgorithm.PS256 : JWSAlgorithm.EdDSA;
    }

    public static JWSSigner signer(JWK key) {
        try {
            if (key instanceof ECKey curve) {
                return new ECDSASigner(curve);
            }
            return key instanceof RSAKey rsa ? new RSASSASigner(rsa) : new Ed25519Signer((OctetKeyPair) key);
        } catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
