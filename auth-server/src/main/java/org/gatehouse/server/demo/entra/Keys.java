package org.gatehouse.server.demo.entra;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keys that each say for whom they sign: all organisations, or personal accounts only. */
final class Keys {

    private static final int BITS = 2048;

    /** @param issuer as the key set says it */
    record Key(RSAKey key, String issuer) {

        static Key generate(String issuer) {
            try {
                return new Key(
                        new RSAKeyGenerator(BITS)
                                .keyID(UUID.randomUUID().toString())
                                .keyUse(KeyUse.SIGNATURE)
                                .generate(),
                        issuer);
            } catch (JOSEException ex) {
                throw new IllegalStateException(ex);
            }
        }

        Map<String, Object> published() {
            Map<String, Object> members = new LinkedHashMap<>(key.toPublicJWK().toJSONObject());
            members.put("issuer", issuer);
            return members;
        }

        String sign(JWTClaimsSet claims) {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .type(JOSEObjectType.JWT)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            try {
                jwt.sign(new RSASSASigner(key));
            } catch (JOSEException ex) {
                throw new IllegalStateException(ex);
            }
            return jwt.serialize();
        }
    }

    private final String template;
    private final List<Key> work = new CopyOnWriteArrayList<>();
    private final Key consumer;

    Keys(String template, String personalIssuer) {
        this.template = template;
        this.work.add(Key.generate(template));
        this.consumer = Key.generate(personalIssuer);
    }

    /** This key under another's id. */
    static Key disguised(Key foreign, Key as) {
        return new Key(
                new RSAKey.Builder(foreign.key()).keyID(as.key().getKeyID()).build(), as.issuer());
    }

    /** Of all organisations, in use now. */
    Key work() {
        return work.get(work.size() - 1);
    }

    Key consumer() {
        return consumer;
    }

    /** A new key signs from now on; the old one is published for a while. */
    void rotate() {
        work.add(Key.generate(template));
    }

    /** What was signed before the last rotation is not believed any more. */
    void retire() {
        while (work.size() > 1) {
            work.remove(0);
        }
    }

    Map<String, Object> published() {
        List<Map<String, Object>> keys = new CopyOnWriteArrayList<>();
        work.forEach(key -> keys.add(key.published()));
        keys.add(consumer.published());
        return Map.of("keys", keys);
    }
}
