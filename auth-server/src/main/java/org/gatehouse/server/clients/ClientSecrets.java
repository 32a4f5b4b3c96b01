package org.gatehouse.server.clients;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import org.gatehouse.server.password.PasswordHashing;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.secrets.MasterKey;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Stores and checks client secrets. A secret that looks generated gets a salted, keyed SHA-256 ({@link KeyedHash}): what
 * nobody can guess needs no slow hash. One that a person may have chosen gets a slow hash; once it was right it is
 * recognised by a keyed hash that lives in this process only, so that a token request does not cost a password hash.
 */
@Component
public class ClientSecrets implements PasswordEncoder {

    private static final String FIND = "SELECT hash FROM client_secret WHERE realm_id = ? AND client_id = ?";
    private static final String INSERT =
            "INSERT INTO client_secret (realm_id, client_id, hash, created_at) VALUES (?, ?, ?, ?)";

    /** 32 hexadecimal digits are 128 bits; shorter, or with fewer different characters, a person may have chosen it. */
    private static final int GENERATED_LENGTH = 32;

    private static final int GENERATED_VARIETY = 10;

    private final JdbcClient jdbc;
    private final PasswordHashing hashing;
    private final Clock clock;
    private final KeyedHash keyed;
    private final KeyedHash ofThisProcess;
    private final Cache<String, String> seenRight =
            Caffeine.newBuilder().maximumSize(100_000).build();

    ClientSecrets(JdbcClient jdbc, PasswordHashing hashing, Clock clock, MasterKey masterKey) {
        this.jdbc = jdbc;
        this.hashing = hashing;
        this.clock = clock;
        this.keyed = new KeyedHash(masterKey.derive("clients/secret"));
        this.ofThisProcess =
                new KeyedHash(MasterKey.generate(new SecureRandom()).derive("clients/seen"));
    }

    public Optional<String> findHash(Realm realm, String clientId) {
        return jdbc.sql(FIND).params(realm.id(), clientId).query(String.class).optional();
    }

    public void store(Realm realm, String clientId, String secret) {
        jdbc.sql(INSERT)
                .params(realm.id(), clientId, encode(secret), Timestamp.from(clock.instant()))
                .update();
    }

    /** Whether this is the secret the client has now. */
    public boolean isCurrent(Realm realm, String clientId, String secret) {
        return matches(secret, findHash(realm, clientId).orElse(null));
    }

    /** Gives the client this secret and no other. */
    void replace(Realm realm, String clientId, String secret) {
        remove(realm, clientId);
        store(realm, clientId, secret);
    }

    void remove(Realm realm, String clientId) {
        jdbc.sql("DELETE FROM client_secret WHERE realm_id = ? AND client_id = ?")
                .params(realm.id(), clientId)
                .update();
    }

    @Override
    public String encode(@Nullable CharSequence secret) {
        String text = String.valueOf(secret);
        return looksGenerated(text) ? keyed.hash(text) : hashing.hash(text);
    }

    @Override
    public boolean matches(@Nullable CharSequence secret, @Nullable String hash) {
        if (secret == null || hash == null) {
            return false;
        }
        String text = secret.toString();
        return KeyedHash.isOne(hash) ? keyed.matches(text, hash) : matchesSlowly(text, hash);
    }

    private boolean matchesSlowly(String secret, String hash) {
        String seen = seenRight.getIfPresent(hash);
        if (seen != null && ofThisProcess.matches(secret, seen)) {
            return true;
        }
        boolean matches = hashing.matches(secret, hash);
        if (matches) {
            seenRight.put(hash, ofThisProcess.hash(secret));
        }
        return matches;
    }

    private static boolean looksGenerated(String secret) {
        return secret.length() >= GENERATED_LENGTH && secret.chars().distinct().count() >= GENERATED_VARIETY;
    }

    /** Never: the framework would store the new hash through the client repository, where hashes do not belong. */
    @Override
    public boolean upgradeEncoding(@Nullable String hash) {
        return false;
    }
}
