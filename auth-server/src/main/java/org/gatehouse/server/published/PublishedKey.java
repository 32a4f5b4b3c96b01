package org.gatehouse.server.published;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.Ed25519Verifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A public key somebody signs with.
 *
 * @param members the texts the set says of it, also those no standard names
 */
public record PublishedKey(JWK key, Map<String, Object> members) {

    public PublishedKey {
        members = Map.copyOf(members);
    }

    /** Whether the key made this signature; false also when it cannot have made one of this algorithm. */
    public boolean hasSigned(SignedJWT jwt) {
        try {
            JWSVerifier verifier = verifier(key);
            return verifier != null && jwt.verify(verifier);
        } catch (JOSEException ex) {
            return false;
        }
    }

    private static @Nullable JWSVerifier verifier(JWK key) throws JOSEException {
        if (key instanceof ECKey curve) {
            return new ECDSAVerifier(curve.toPublicJWK());
        }
        if (key instanceof RSAKey rsa) {
            return new RSASSAVerifier(rsa.toPublicJWK());
        }
        return key instanceof OctetKeyPair edwards ? new Ed25519Verifier(edwards.toPublicJWK()) : null;
    }

    @Override
    public String toString() {
        return "PublishedKey[" + key.getKeyID() + "]";
    }
}
