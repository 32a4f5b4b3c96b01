package org.gatehouse.server.keys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.JWKGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Timestamp;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.secrets.MasterKey;
import org.gatehouse.server.trail.Trail;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The signing keys of all realms, private parts included; only {@link #publicKeys} may leave the service. */
@Component
public class SigningKeys {

    private static final String FIND =
            "SELECT kid, sealed_jwk FROM signing_key WHERE realm_id = ? ORDER BY created_at DESC, kid";
    private static final String INSERT =
            "INSERT INTO signing_key (realm_id, kid, algorithm, sealed_jwk, created_at) VALUES (?, ?, ?, ?, ?)";

    private static final int RSA_BITS = 2048;

    /** A key another node has made is believed here after at most this long. */
    private static final Duration FRESHNESS = Duration.ofSeconds(5);

    private final JdbcClient jdbc;
    private final Trail trail;
    private final Clock clock;
    private final AesGcmJce cipher;
    private final Cache<Integer, JWKSet> byRealm = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(FRESHNESS)
            .build();

    SigningKeys(JdbcClient jdbc, Trail trail, Clock clock, MasterKey masterKey) throws GeneralSecurityException {
        this.jdbc = jdbc;
        this.trail = trail;
        this.clock = clock;
        this.cipher = new AesGcmJce(masterKey.derive("keys/signing"));
    }

    /** Makes a new realm's first keys, one per algorithm a client may be registered with. */
    @Transactional
    public void createFor(Realm realm) {
        create(realm, JWSAlgorithm.ES256, new ECKeyGenerator(Curve.P_256));
        create(realm, JWSAlgorithm.RS256, new RSAKeyGenerator(RSA_BITS));
    }

    /** All of a realm's keys, newest first: the first of an algorithm signs, all of them verify. */
    public JWKSet keys(Realm realm) {
        return byRealm.get(realm.id(), id -> load(realm));
    }

    /** What the realm's {@code jwks_uri} shows. */
    public JWKSet publicKeys(Realm realm) {
        return keys(realm).toPublicJWKSet();
    }

    private void create(Realm realm, JWSAlgorithm algorithm, JWKGenerator<? extends JWK> generator) {
        JWK key = generate(generator
                .keyUse(KeyUse.SIGNATURE)
                .algorithm((Algorithm) algorithm)
                .keyIDFromThumbprint(true));
        jdbc.sql(INSERT)
                .params(
                        realm.id(),
                        key.getKeyID(),
                        algorithm.getName(),
                        seal(realm, key),
                        Timestamp.from(clock.instant()))
                .update();
        trail.record(trail.event(realm, Activity.KEY_ROTATED)
                .actor(Party.system())
                .target(Party.realm(realm.name()))
                .detail("kid", key.getKeyID())
                .detail("algorithm", algorithm.getName()));
        byRealm.invalidate(realm.id());
    }

    private JWKSet load(Realm realm) {
        List<JWK> keys = jdbc.sql(FIND)
                .param(realm.id())
                .query((row, number) -> open(realm, row.getString("kid"), row.getBytes("sealed_jwk")))
                .list();
        return new JWKSet(keys);
    }

    private byte[] seal(Realm realm, JWK key) {
        try {
            return cipher.encrypt(
                    key.toJSONString().getBytes(StandardCharsets.UTF_8), associatedData(realm, key.getKeyID()));
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("Cannot seal a signing key", ex);
        }
    }

    private JWK open(Realm realm, String kid, byte[] sealed) {
        try {
            byte[] json = cipher.decrypt(sealed, associatedData(realm, kid));
            return JWK.parse(new String(json, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | ParseException ex) {
            throw new IllegalStateException(
                    "Cannot open signing key " + kid + " of realm " + realm + ": altered, or another master key", ex);
        }
    }

    private static byte[] associatedData(Realm realm, String kid) {
        return (realm.id() + "/" + kid).getBytes(StandardCharsets.UTF_8);
    }

    private static JWK generate(JWKGenerator<? extends JWK> generator) {
        try {
            return generator.generate();
        } catch (JOSEException ex) {
            throw new IllegalStateException("Cannot generate a signing key", ex);
        }
    }
}
