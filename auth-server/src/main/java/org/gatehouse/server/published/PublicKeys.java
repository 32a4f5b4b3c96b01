package org.gatehouse.server.published;

import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A key set (RFC 7517 section 5), without what is no public key of useful strength and bearable cost. */
public record PublicKeys(List<PublishedKey> keys) {

    private static final int MOST_KEYS = 100;
    private static final int SHORTEST_MODULUS = 2048;
    private static final int LONGEST_MODULUS = 4096;

    /** Bits; with a long exponent a verification costs as much as a signature. */
    private static final int LONGEST_EXPONENT = 32;

    /** So many signatures are checked at most for one token, should it not say which key signed it. */
    private static final int MOST_TRIED = 4;

    /** @throws IllegalArgumentException when it is no key set */
    public static PublicKeys parse(String json) {
        try {
            Map<String, Object>[] keys = JSONObjectUtils.getJSONObjectArray(JSONObjectUtils.parse(json), "keys");
            if (keys == null) {
                throw new IllegalArgumentException("No JWK Set");
            }
            return new PublicKeys(Arrays.stream(keys)
                    .limit(MOST_KEYS)
                    .flatMap(PublicKeys::key)
                    .toList());
        } catch (ParseException ex) {
            throw new IllegalArgumentException("No JWK Set", ex);
        }
    }

    /** None when it is of no use: others of the set may be (RFC 7517 section 5). */
    private static Stream<PublishedKey> key(Map<String, Object> members) {
        try {
            JWK key = JWK.parse(members);
            return isUsable(key) ? Stream.of(new PublishedKey(key.toPublicJWK(), texts(members))) : Stream.empty();
        } catch (ParseException | IllegalArgumentException ex) {
            return Stream.empty();
        }
    }

    /** Others are of no use to anybody, and may be null. */
    private static Map<String, Object> texts(Map<String, Object> members) {
        return members.entrySet().stream()
                .filter(member -> member.getValue() instanceof String)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static boolean isUsable(JWK key) {
        return key instanceof AsymmetricJWK && !(key instanceof RSAKey rsa && !isBounded(rsa));
    }

    private static boolean isBounded(RSAKey key) {
        int exponent = key.getPublicExponent().decodeToBigInteger().bitLength();
        return key.size() >= SHORTEST_MODULUS && key.size() <= LONGEST_MODULUS && exponent <= LONGEST_EXPONENT;
    }

    /** A few at most that may have made a signature. */
    public List<PublishedKey> matching(JWKMatcher matcher) {
        return keys.stream()
                .filter(known -> matcher.matches(known.key()))
                .limit(MOST_TRIED)
                .toList();
    }
}
