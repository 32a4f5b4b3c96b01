package org.gatehouse.server.clientassertion;

import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.util.List;

/** A client's key set (RFC 7517 section 5), without what is no public key of useful strength. */
record PublicKeys(List<JWK> keys) {

    static final PublicKeys NONE = new PublicKeys(List.of());

    private static final int MOST_KEYS = 100;
    private static final int SHORTEST_MODULUS = 2048;

    /** So many signatures are checked at most for one assertion, should it not say which key signed it. */
    private static final int MOST_TRIED = 4;

    /** @throws IllegalArgumentException when it is no key set */
    static PublicKeys parse(String json) {
        try {
            List<JWK> keys = JWKSet.parse(json).getKeys();
            return new PublicKeys(keys.stream()
                    .limit(MOST_KEYS)
                    .filter(PublicKeys::isUsable)
                    .map(JWK::toPublicJWK)
                    .toList());
        } catch (ParseException ex) {
            throw new IllegalArgumentException("No JWK Set", ex);
        }
    }

    private static boolean isUsable(JWK key) {
        return key instanceof AsymmetricJWK && !(key instanceof RSAKey && key.size() < SHORTEST_MODULUS);
    }

    List<JWK> matching(JWKMatcher matcher) {
        return keys.stream().filter(matcher::matches).limit(MOST_TRIED).toList();
    }
}
