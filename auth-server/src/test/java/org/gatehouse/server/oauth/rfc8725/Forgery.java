package org.gatehouse.server.oauth.rfc8725;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.gatehouse.server.testing.ClientKeys;
import org.gatehouse.server.testing.KeyPublisher;

/** JWTs no library would make, by somebody who has no key but their own, and knows the public one (RFC 8725 section 2). */
enum Forgery {
    NONE(target -> handmade(Map.of("alg", "none"), target.claims, "")),
    NONE_IN_OTHER_CASE(target -> handmade(Map.of("alg", "nOnE", "typ", "JWT"), target.claims, "")),
    PUBLIC_KEY_AS_SECRET(target -> hmac(target, base64(publicKey(target.key).getEncoded()))),
    PUBLIC_JWK_AS_SECRET(target -> hmac(target, target.key.toPublicJWK().toJSONString())),
    KEY_IN_THE_HEADER(
            target -> signed(target, Map.of("jwk", target.attacker.toPublicJWK().toJSONObject()))),
    KEY_AT_AN_ADDRESS(target -> signed(target, Map.of("jku", target.trap.address("/jku")))),
    CERTIFICATE_AT_AN_ADDRESS(target -> signed(target, Map.of("x5u", target.trap.address("/x5u")))),
    CERTIFICATE_IN_THE_HEADER(target -> signed(target, Map.of("x5c", new String[] {"MIIB"}))),
    ADDRESS_AS_KEY_ID(target -> signed(target, Map.of("kid", target.trap.address("/kid")))),
    PATH_AS_KEY_ID(target -> signed(target, Map.of("kid", "../../../../dev/null"))),
    STATEMENT_AS_KEY_ID(target -> signed(target, Map.of("kid", "' OR '1'='1"))),
    ISSUER_AT_AN_ADDRESS(target -> {
        Map<String, Object> claims = new LinkedHashMap<>(target.claims);
        claims.put("iss", target.trap.address("/issuer"));
        return new Target(target.key, target.attacker, claims, target.trap).forge(KEY_IN_THE_HEADER);
    }),
    NOTHING_SIGNED_WITH_ZEROS(
            target -> handmade(header(target, Map.of()), target.claims, base64(new byte[64]))), // CVE-2022-21449
    NO_SIGNATURE(target -> handmade(header(target, Map.of()), target.claims, "")),
    TWO_ALGORITHMS(target -> base64("{\"alg\":\"none\",\"alg\":\"ES256\",\"kid\":\"" + target.key.getKeyID() + "\"}")
            + "." + base64(JSONObjectUtils.toJSONString(target.claims)) + "."),
    UNENCODED_PAYLOAD(target -> signed(target, Map.of("b64", false, "crit", new String[] {"b64"}))),
    UNKNOWN_AND_CRITICAL(target -> signed(target, Map.of("exp", 0, "crit", new String[] {"exp"}))),
    MANY_ITERATIONS(target -> encrypted(Map.of(
            "alg", "PBES2-HS512+A256KW", "enc", "A256GCM", "p2c", Integer.MAX_VALUE, "p2s", base64(new byte[16])))),
    COMPRESSED(target -> encrypted(Map.of("alg", "dir", "enc", "A256GCM", "zip", "DEF"))),
    NESTED(target -> base64("{\"alg\":\"ES256\",\"x\":" + "[".repeat(2_500) + "]".repeat(2_500) + "}") + "."
            + base64(JSONObjectUtils.toJSONString(target.claims)) + "." + base64(new byte[64])),
    NESTED_OBJECTS(target -> base64("{\"alg\":\"ES256\",\"x\":" + "{\"a\":".repeat(900) + "1" + "}".repeat(900) + "}")
            + "." + base64(JSONObjectUtils.toJSONString(target.claims)) + "." + base64(new byte[64])),
    HUGE(target -> signed(target, Map.of("x", "y".repeat(100_000)))),
    MANY_PARTS(target -> "a.".repeat(2_000) + "a");

    private final Function<Target, String> maker;

    Forgery(Function<Target, String> maker) {
        this.maker = maker;
    }

    /**
     * What is forged.
     *
     * @param key the one that should have signed it; only its public half is used
     * @param claims that would be right
     * @param trap a server nobody must ask anything
     */
    record Target(JWK key, ECKey attacker, Map<String, Object> claims, KeyPublisher trap) {

        static Target of(JWK key, Map<String, Object> claims, KeyPublisher trap) {
            return new Target(key.toPublicJWK(), ClientKeys.curve("attacker"), claims, trap);
        }

        String forge(Forgery forgery) {
            return forgery.maker.apply(this);
        }
    }

    private static Map<String, Object> header(Target target, Map<String, Object> more) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("alg", "ES256");
        header.put("kid", target.key.getKeyID());
        header.putAll(more);
        return header;
    }

    private static String signed(Target target, Map<String, Object> more) {
        String input = base64(JSONObjectUtils.toJSONString(header(target, more))) + "."
                + base64(JSONObjectUtils.toJSONString(target.claims));
        try {
            return input + "."
                    + new ECDSASigner(target.attacker)
                            .sign(new JWSHeader(JWSAlgorithm.ES256), input.getBytes(StandardCharsets.US_ASCII));
        } catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static String hmac(Target target, String secret) {
        Map<String, Object> header = Map.of("alg", "HS256", "kid", target.key.getKeyID());
        String input = base64(JSONObjectUtils.toJSONString(header)) + "."
                + base64(JSONObjectUtils.toJSONString(target.claims));
        try {
            return input + "."
                    + new MACSigner(secret)
                            .sign(new JWSHeader(JWSAlgorithm.HS256), input.getBytes(StandardCharsets.US_ASCII));
        } catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static String encrypted(Map<String, Object> header) {
        String part = base64(new byte[24]);
        return base64(JSONObjectUtils.toJSONString(header)) + "." + part + "." + part + "." + base64(new byte[1_000])
                + "." + part;
    }

    private static String handmade(Map<String, Object> header, Map<String, Object> claims, String signature) {
        return base64(JSONObjectUtils.toJSONString(header)) + "." + base64(JSONObjectUtils.toJSONString(claims)) + "."
                + signature;
    }

    private static PublicKey publicKey(JWK key) {
        try {
            return key.toECKey().toECPublicKey();
        } catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
