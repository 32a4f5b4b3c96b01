package org.gatehouse.server.clients;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.crypto.tink.subtle.PrfHmacJce;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.gatehouse.server.password.PasswordHashing;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Stores and checks client secrets. A secret from a realm file may be one a person chose, so its hash is a slow one; a
 * secret that was right once is recognised afterwards by a keyed hash that lives in this process only, so that a token
 * request does not cost a password hash.
 */
@Component
public class ClientSecrets implements PasswordEncoder {

    private static final String FIND = "SELECT hash FROM client_secret WHERE realm_id = ? AND client_id = ?";
    private static final String INSERT =
            "INSERT INTO client_secret (realm_id, client_id, hash, created_at) VALUES (?, ?, ?, ?)";

    private static final int MAC_BYTES = 32;

    private final JdbcClient jdbc;
    private final PasswordHashing hashing;
    private final Clock clock;
    private final PrfHmacJce processMac;
    private final Cache<String, byte[]> seenRight =
            Caffeine.newBuilder().maximumSize(100_000).build();

    ClientSecrets(JdbcClient jdbc, PasswordHashing hashing, Clock clock) throws GeneralSecurityException {
        byte[] processKey = new byte[MAC_BYTES];
        new SecureRandom().nextBytes(processKey);
        this.jdbc = jdbc;
        this.hashing = hashing;
        this.clock = clock;
        this.processMac = new PrfHmacJce("HMACSHA256", new SecretKeySpec(processKey, "HMAC"));
    }

    public Optional<String> findHash(Realm realm, String clientId) {
        return jdbc.sql(FIND).params(realm.id(), clientId).query(String.class).optional();
    }

    public void store(Realm realm, String clientId, String secret) {
        jdbc.sql(INSERT)
                .params(realm.id(), clientId, encode(secret), Timestamp.from(clock.instant()))
                .update();
    }

    @Override
    public String encode(@Nullable CharSequence secret) {
        return hashing.hash(String.valueOf(secret));
    }

    @Override
    public boolean matches(@Nullable CharSequence secret, @Nullable String hash) {
        if (secret == null || hash == null) {
            return false;
        }
        byte[] presented = mac(secret.toString());
        byte[] right = seenRight.getIfPresent(hash);
        if (right != null && MessageDigest.isEqual(right, presented)) {
            return true;
        }
        boolean matches = hashing.matches(secret.toString(), hash);
        if (matches) {
            seenRight.put(hash, presented);
        }
        return matches;
    }

    /** Never: the framework would store the new hash through the client repository, where hashes do not belong. */
    @Override
    public boolean upgradeEncoding(@Nullable String hash) {
        return false;
    }

    private byte[] mac(String secret) {
        try {
            return processMac.compute(secret.getBytes(StandardCharsets.UTF_8), MAC_BYTES);
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("HMAC-SHA-256 is not available", ex);
        }
    }
}
