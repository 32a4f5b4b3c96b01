package org.gatehouse.server.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.Ed25519Verifier;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;

/** Reads tokens as a relying party would: with nothing but the realm's public keys. */
public final class Jwts {

    private Jwts() {}

    public static SignedJWT parse(String token) {
        try {
            return SignedJWT.parse(token);
        } catch (ParseException ex) {
            throw new IllegalArgumentException(ex);
        }
    }

    public static JWTClaimsSet claims(String token) {
        try {
            return parse(token).getJWTClaimsSet();
        } catch (ParseException ex) {
            throw new IllegalArgumentException(ex);
        }
    }

    /** Whether one of the keys the realm publishes verifies the token. */
    public static boolean isSignedBy(TestServer server, String realm, String token) {
        SignedJWT jwt = parse(token);
        JWK key = keys(server, realm).getKeyByKeyId(jwt.getHeader().getKeyID());
        try {
            return key != null && jwt.verify(verifier(jwt, key));
        } catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
    }

    public static JWKSet keys(TestServer server, String realm) {
        Answer answer = new Browser(server).get("/realms/" + realm + "/oauth2/jwks");
        try {
            return JWKSet.parse(answer.body());
        } catch (ParseException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static JWSVerifier verifier(SignedJWT jwt, JWK key) throws JOSEException {
        if (key instanceof OctetKeyPair edwards) {
            return new Ed25519Verifier(edwards);
        }
        return new DefaultJWSVerifierFactory().createJWSVerifier(jwt.getHeader(), ((AsymmetricJWK) key).toPublicKey());
    }
}
