package org.gatehouse.server.federation;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.util.Set;

/** How providers may sign what is believed. */
public final class SigningAlgorithms {

    /** Asymmetric ones only: what {@code none} or a secret both sides know says, anybody could say. */
    public static final Set<JWSAlgorithm> ACCEPTED = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512,
            JWSAlgorithm.EdDSA,
            JWSAlgorithm.Ed25519);

    private static final Set<Curve> CURVES = Set.of(Curve.P_256, Curve.P_384, Curve.P_521);

    private SigningAlgorithms() {}

    /** Whether a key can have made a signature of one of them, by what its set says of it. */
    public static boolean areOf(JWK key) {
        boolean forSignatures = key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE);
        boolean named = key.getAlgorithm() == null || ACCEPTED.contains(key.getAlgorithm());
        return forSignatures && named && isOfAType(key);
    }

    private static boolean isOfAType(JWK key) {
        return key instanceof RSAKey
                || key instanceof ECKey curve && CURVES.contains(curve.getCurve())
                || key instanceof OctetKeyPair pair && pair.getCurve().equals(Curve.Ed25519);
    }
}
