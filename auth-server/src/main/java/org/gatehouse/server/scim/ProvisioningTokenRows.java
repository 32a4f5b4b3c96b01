package org.gatehouse.server.scim;

import com.github.f4b6a3.uuid.UuidCreator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores provisioning tokens: 256 random bits, of which the database has the SHA-256. */
@Component
class ProvisioningTokenRows {

    /** Tells a leaked one apart from other secrets, for whoever searches for those. */
    private static final String PREFIX = "ghscim_";

    private static final Pattern FORM = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final String COLUMNS = "SELECT id, source, issuer, created_at, expires_at FROM scim_token";
    private static final String FIND = COLUMNS + " WHERE realm_id = ? AND hash = ? AND expires_at > ?";
    private static final String ALL = COLUMNS + " WHERE realm_id = ? ORDER BY id";
    private static final String INSERT = """
            INSERT INTO scim_token (realm_id, id, hash, source, issuer, created_at, expires_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String DELETE =
            "DELETE FROM scim_token WHERE realm_id = ? AND id = ? RETURNING id, source, issuer, created_at, expires_at";

    private final JdbcClient jdbc;
    private final Clock clock;

    ProvisioningTokenRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The token of that value, while it is good. */
    Optional<ProvisioningToken> find(Realm realm, String value) {
        return FORM.matcher(value).matches()
                ? jdbc.sql(FIND)
                        .params(realm.id(), hash(value), Timestamp.from(clock.instant()))
                        .query(ProvisioningTokenRows::token)
                        .optional()
                : Optional.empty();
    }

    /** Expired ones too, until somebody revokes them: an administrator sees why provisioning has stopped. */
    List<ProvisioningToken> all(Realm realm) {
        return jdbc.sql(ALL)
                .param(realm.id())
                .query(ProvisioningTokenRows::token)
                .list();
    }

    MadeProvisioningToken create(Realm realm, String source, @Nullable String issuer, Instant expiresAt) {
        ProvisioningToken token =
                new ProvisioningToken(UuidCreator.getTimeOrderedEpoch(), source, issuer, clock.instant(), expiresAt);
        String value = generate();
        jdbc.sql(INSERT)
                .param(realm.id())
                .param(token.id())
                .param(hash(value))
                .param(source)
                .param(issuer)
                .param(Timestamp.from(token.createdAt()))
                .param(Timestamp.from(expiresAt))
                .update();
        return new MadeProvisioningToken(token, value);
    }

    Optional<ProvisioningToken> delete(Realm realm, UUID id) {
        return jdbc.sql(DELETE)
                .params(realm.id(), id)
                .query(ProvisioningTokenRows::token)
                .optional();
    }

    private static String generate() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] hash(String value) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("SHA-256 is not available", ex);
        }
    }

    private static ProvisioningToken token(ResultSet row, int number) throws SQLException {
        return new ProvisioningToken(
                row.getObject("id", UUID.class),
                row.getString("source"),
                row.getString("issuer"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("expires_at").toInstant());
    }
}
