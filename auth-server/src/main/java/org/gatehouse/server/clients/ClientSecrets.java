package org.gatehouse.server.clients;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.f4b6a3.uuid.UuidCreator;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
 *
 * <p>While a secret is being replaced a client has two, and either is right.
 */
@Component
public class ClientSecrets implements PasswordEncoder {

    private static final String FIND = """
            SELECT id, hash, created_at, expires_at
              FROM client_secret WHERE realm_id = ? AND client_id = ? ORDER BY created_at, id
            """;
    private static final String INSERT =
            "INSERT INTO client_secret (realm_id, client_id, id, hash, created_at) VALUES (?, ?, ?, ?, ?)";

    /** Between the hashes of two secrets, in none of which it can be. */
    private static final String NEXT = " ";

    /** Between a hash and the second its secret ends. */
    private static final String UNTIL = "@";

    /** 32 hexadecimal digits are 128 bits; shorter, or with fewer different characters, a person may have chosen it. */
    private static final int GENERATED_LENGTH = 32;

    private static final int GENERATED_VARIETY = 10;

    private static final int GENERATED_BYTES = 32;

    private final JdbcClient jdbc;
    private final PasswordHashing hashing;
    private final Clock clock;
    private final KeyedHash keyed;
    private final KeyedHash ofThisProcess;
    private final SecureRandom random = new SecureRandom();
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

    /** What {@link #matches} compares with: one hash, or two while a secret is being replaced; empty when there is none. */
    public Optional<String> findHash(Realm realm, String clientId) {
        return stored(realm, clientId).stream().map(Stored::text).reduce((one, other) -> one + NEXT + other);
    }

    /** The secrets the client has, the older first; those whose time has come are not among them. */
    public List<ClientSecret> of(Realm realm, String clientId) {
        return stored(realm, clientId).stream()
                .map(Stored::secret)
                .filter(secret -> secret.endsAt() == null || secret.endsAt().isAfter(clock.instant()))
                .toList();
    }

    /** Makes a secret of 256 bits beside those the client has; returned once, and never again. */
    public GeneratedSecret generate(Realm realm, String clientId) {
        byte[] bytes = new byte[GENERATED_BYTES];
        random.nextBytes(bytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return new GeneratedSecret(insert(realm, clientId, secret), secret);
    }

    public void store(Realm realm, String clientId, String secret) {
        insert(realm, clientId, secret);
    }

    private UUID insert(Realm realm, String clientId, String secret) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        jdbc.sql(INSERT)
                .params(realm.id(), clientId, id, encode(secret), Timestamp.from(clock.instant()))
                .update();
        return id;
    }

    /** Lets a secret go on until then. */
    public void endAt(Realm realm, String clientId, UUID secret, Instant end) {
        jdbc.sql("UPDATE client_secret SET expires_at = ? WHERE realm_id = ? AND client_id = ? AND id = ?")
                .params(Timestamp.from(end), realm.id(), clientId, secret)
                .update();
    }

    /** Ends one secret; false when the client has no such secret. */
    public boolean remove(Realm realm, String clientId, UUID secret) {
        return jdbc.sql("DELETE FROM client_secret WHERE realm_id = ? AND client_id = ? AND id = ?")
                        .params(realm.id(), clientId, secret)
                        .update()
                == 1;
    }

    /** Removes the secrets whose time has come. */
    public void removeEnded(Realm realm, String clientId) {
        jdbc.sql("DELETE FROM client_secret WHERE realm_id = ? AND client_id = ? AND expires_at <= ?")
                .params(realm.id(), clientId, Timestamp.from(clock.instant()))
                .update();
    }

    private List<Stored> stored(Realm realm, String clientId) {
        return jdbc.sql(FIND)
                .params(realm.id(), clientId)
                .query((row, number) -> new Stored(
                        row.getString("hash"),
                        new ClientSecret(
                                row.getObject("id", UUID.class),
                                row.getTimestamp("created_at").toInstant(),
                                Optional.ofNullable(row.getTimestamp("expires_at"))
                                        .map(Timestamp::toInstant)
                                        .orElse(null))))
                .list();
    }

    private record Stored(String hash, ClientSecret secret) {

        String text() {
            return secret.endsAt() == null
                    ? hash
                    : hash + UNTIL + secret.endsAt().getEpochSecond();
        }
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

    public void remove(Realm realm, String clientId) {
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
        boolean matches = false;
        for (String one : hash.split(NEXT)) { // all of them: time must not tell which secret was right
            matches |= matchesOne(secret.toString(), one);
        }
        return matches;
    }

    private boolean matchesOne(String text, String stored) {
        int until = stored.lastIndexOf(UNTIL);
        String hash = until < 0 ? stored : stored.substring(0, until);
        boolean matches = matchesHash(text, hash);
        return matches && (until < 0 || clock.instant().getEpochSecond() < Long.parseLong(stored.substring(until + 1)));
    }

    private boolean matchesHash(String text, String hash) {
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
