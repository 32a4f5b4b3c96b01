package org.gatehouse.server.factor.remembered;

import com.github.f4b6a3.uuid.UuidCreator;
import com.google.crypto.tink.subtle.PrfHmacJce;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.signin.SecondFactor;
import org.gatehouse.server.devices.DeviceDescription;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.secrets.MasterKey;
import org.gatehouse.server.tokens.EndedAlong;
import org.gatehouse.server.trail.Trail;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The table of remembered browsers. It holds a keyed hash of each token, and the token is replaced at each use: who copies
 * a cookie either finds it used, or makes the owner's copy an old one, and an old one ends the row.
 */
@Component
public class RememberedBrowsers implements EndedAlong {

    private static final int HASH_BYTES = 32;

    private static final String INSERT = """
            INSERT INTO remembered_browser (realm_id, id, account_id, token_hash, factor, credential, platform,
                                            added_at, last_used, expires_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String FIND = """
            SELECT token_hash, factor, added_at, expires_at FROM remembered_browser
             WHERE realm_id = ? AND account_id = ? AND id = ?
            """;
    private static final String ROTATE = """
            UPDATE remembered_browser SET token_hash = ?, last_used = ?
             WHERE realm_id = ? AND account_id = ? AND id = ? AND token_hash = ?
            """;
    private static final String LIST = """
            SELECT id, platform, added_at, last_used, expires_at FROM remembered_browser
             WHERE realm_id = ? AND account_id = ? AND expires_at > ? ORDER BY last_used DESC, id
            """;
    private static final String REMOVE = """
            DELETE FROM remembered_browser
             WHERE realm_id = ? AND account_id = ? AND (? OR id = CAST(? AS uuid) OR credential = CAST(? AS text))
            RETURNING id, platform
            """;

    private final JdbcClient jdbc;
    private final Trail trail;
    private final Clock clock;
    private final PrfHmacJce mac;
    private final SecureRandom random = new SecureRandom();

    RememberedBrowsers(JdbcClient jdbc, Trail trail, Clock clock, MasterKey masterKey) throws GeneralSecurityException {
        this.jdbc = jdbc;
        this.trail = trail;
        this.clock = clock;
        this.mac = new PrfHmacJce("HMACSHA256", new SecretKeySpec(masterKey.derive("factor/browser"), "HMAC"));
    }

    private record Row(byte[] tokenHash, SecondFactor factor, Instant addedAt, Instant expiresAt) {}

    /** The browsers that are remembered now, the one used last first. */
    public List<RememberedBrowser> of(Realm realm, UUID account) {
        return jdbc.sql(LIST)
                .params(realm.id(), account, now())
                .query((row, number) -> browser(row))
                .list();
    }

    /**
     * Remembers the browser of the current request, with its entry; part of the caller's transaction.
     *
     * @param credential what the person just used; when that is removed, the browser is forgotten
     */
    RememberedCookie add(
            Realm realm, UUID account, SecondFactor factor, String credential, Duration time, Party person) {
        RememberedCookie cookie = RememberedCookie.create(UuidCreator.getRandomBased(), random);
        Instant now = clock.instant();
        String platform = DeviceDescription.of(CurrentRequest.get().userAgent()).platform();
        jdbc.sql(INSERT)
                .param(realm.id())
                .param(cookie.id())
                .param(account)
                .param(hash(realm, cookie))
                .param(factor.code())
                .param(credential)
                .param(platform)
                .param(Timestamp.from(now))
                .param(Timestamp.from(now))
                .param(Timestamp.from(now.plus(time)))
                .update();
        trail.record(trail.event(realm, Activity.DEVICE_REGISTERED)
                .actor(person)
                .target(Party.device(cookie.id().toString()))
                .detail("platform", platform)
                .detail("expires", now.plus(time).toString()));
        return cookie;
    }

    /**
     * Exchanges a token for the next one. A token that is not the current one ends the row: somebody has a copy.
     *
     * @param longest what the realm allows now, whatever it allowed when the browser was remembered
     * @return empty when this browser is not remembered for this person
     */
    Optional<Renewed> renew(Realm realm, UUID account, RememberedCookie presented, Duration longest, Party person) {
        Row row = find(realm, account, presented.id()).orElse(null);
        if (row == null) {
            return Optional.empty();
        }
        Instant end = earlier(row.expiresAt(), row.addedAt().plus(longest));
        if (!clock.instant().isBefore(end)) {
            remove(realm, account, presented.id(), person, "expired");
            return Optional.empty();
        }
        RememberedCookie next = RememberedCookie.create(presented.id(), random);
        if (!MessageDigest.isEqual(row.tokenHash(), hash(realm, presented))
                || !rotate(realm, account, presented, next)) {
            remove(realm, account, presented.id(), person, "replayed");
            return Optional.empty();
        }
        return Optional.of(new Renewed(next, row.factor(), Duration.between(clock.instant(), end)));
    }

    /** @param left how long it will be remembered from now on */
    record Renewed(RememberedCookie cookie, SecondFactor factor, Duration left) {}

    /** Forgets one browser of the person; false when they have no such one. Part of the caller's transaction. */
    public boolean remove(Realm realm, UUID account, UUID id, Party actor, String reason) {
        return remove(realm, account, false, id, null, actor, reason);
    }

    /** Forgets the browsers remembered on the strength of a credential; part of the transaction that removes that. */
    public void removeWith(Realm realm, UUID account, String credential, Party actor, String reason) {
        remove(realm, account, false, null, credential, actor, reason);
    }

    @Override
    public void end(Realm realm, UUID account, Party actor, String reason) {
        remove(realm, account, true, null, null, actor, reason);
    }

    private boolean remove(
            Realm realm,
            UUID account,
            boolean all,
            @Nullable UUID id,
            @Nullable String credential,
            Party actor,
            String reason) {
        List<RemovedRow> removed = jdbc.sql(REMOVE)
                .param(realm.id())
                .param(account)
                .param(all)
                .param(id == null ? null : id.toString())
                .param(credential)
                .query((row, number) -> new RemovedRow(row.getObject("id", UUID.class), row.getString("platform")))
                .list();
        removed.forEach(row -> trail.record(trail.event(realm, Activity.DEVICE_REMOVED)
                .actor(actor)
                .target(Party.device(row.id().toString()))
                .reason(reason)
                .detail("platform", row.platform())));
        return !removed.isEmpty();
    }

    private record RemovedRow(UUID id, @Nullable String platform) {}

    private Optional<Row> find(Realm realm, UUID account, UUID id) {
        return jdbc.sql(FIND)
                .params(realm.id(), account, id)
                .query((row, number) -> new Row(
                        row.getBytes("token_hash"),
                        factor(row.getString("factor")),
                        row.getTimestamp("added_at").toInstant(),
                        row.getTimestamp("expires_at").toInstant()))
                .optional();
    }

    private boolean rotate(Realm realm, UUID account, RememberedCookie from, RememberedCookie to) {
        return jdbc.sql(ROTATE)
                        .params(hash(realm, to), now(), realm.id(), account, from.id(), hash(realm, from))
                        .update()
                == 1;
    }

    private byte[] hash(Realm realm, RememberedCookie cookie) {
        try {
            return mac.compute(cookie.message(realm), HASH_BYTES);
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("HMAC-SHA-256 is not available", ex);
        }
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static SecondFactor factor(String code) {
        for (SecondFactor factor : SecondFactor.values()) {
            if (factor.code().equals(code)) {
                return factor;
            }
        }
        throw new IllegalStateException("No second factor is called " + code);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static RememberedBrowser browser(ResultSet row) throws SQLException {
        return new RememberedBrowser(
                row.getObject("id", UUID.class),
                row.getString("platform"),
                row.getTimestamp("added_at").toInstant(),
                row.getTimestamp("last_used").toInstant(),
                row.getTimestamp("expires_at").toInstant());
    }
}
