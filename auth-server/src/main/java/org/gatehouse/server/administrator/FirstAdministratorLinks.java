package org.gatehouse.server.administrator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.directory.Role;
import org.gatehouse.server.realm.AfterRealmsLoaded;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** One-time links for realms without an administrator. Only the hash of a link's token is stored. */
@Component
@Order(3) // after people were seeded: a seeded administrator is one
public class FirstAdministratorLinks implements AfterRealmsLoaded {

    /** Long enough to install in the evening and sign in the next morning. */
    static final Duration LIFETIME = Duration.ofHours(24);

    private static final String SAVE = """
            INSERT INTO first_administrator_link (realm_id, token_hash, expires_at) VALUES (?, ?, ?)
            ON CONFLICT (realm_id) DO UPDATE
            SET token_hash = excluded.token_hash, expires_at = excluded.expires_at, used_at = NULL
            """;
    private static final String VALID =
            "SELECT 1 FROM first_administrator_link WHERE realm_id = ? AND token_hash = ? AND used_at IS NULL AND expires_at > ?";
    private static final String USE = """
            UPDATE first_administrator_link SET used_at = ?
             WHERE realm_id = ? AND token_hash = ? AND used_at IS NULL AND expires_at > ?
            """;

    private static final int TOKEN_BYTES = 24;

    private final Realms realms;
    private final Accounts accounts;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, String> created = new LinkedHashMap<>();

    FirstAdministratorLinks(Realms realms, Accounts accounts, JdbcClient jdbc, Clock clock) {
        this.realms = realms;
        this.accounts = accounts;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public void realmsLoaded() {
        realms.all().stream()
                .filter(realm -> !accounts.hasHolderOf(realm, Role.ADMIN))
                .forEach(realm -> created.put(realm.name(), create(realm)));
    }

    /** Hands out the links made at this start, by realm; afterwards nobody can ask for them again. */
    public synchronized Map<String, String> take() {
        Map<String, String> links = Map.copyOf(created);
        created.clear();
        return links;
    }

    boolean isValid(Realm realm, String token) {
        return jdbc.sql(VALID)
                .params(realm.id(), hash(token), now())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** Uses the link up; false when somebody was faster or it has expired. */
    boolean use(Realm realm, String token) {
        return jdbc.sql(USE).params(now(), realm.id(), hash(token), now()).update() == 1;
    }

    private String create(Realm realm) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Timestamp expiresAt = Timestamp.from(clock.instant().plus(LIFETIME));
        jdbc.sql(SAVE).params(realm.id(), hash(token), expiresAt).update();
        return realm.issuer() + "/first-administrator?token=" + token;
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("SHA-256 is not available", ex);
        }
    }
}
