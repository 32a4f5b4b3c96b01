package org.gatehouse.server.factor.totp;

import com.github.f4b6a3.uuid.UuidCreator;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.gatehouse.server.realm.Realm;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of authenticator apps. Who changes it writes the entry and belongs to the same transaction. */
@Component
public class TotpFactors {

    /** Enough for an old phone, a new phone and a password manager. */
    public static final int MOST = 5;

    private static final String KEY = "key";
    private static final String NAME = "name";

    private static final String LIST = """
            SELECT id, name_sealed, added_at, last_used FROM totp_factor
             WHERE realm_id = ? AND account_id = ? ORDER BY added_at, id
            """;
    private static final String EXISTS =
            "SELECT EXISTS (SELECT FROM totp_factor WHERE realm_id = ? AND account_id = ?)";
    private static final String KEYS = """
            SELECT id, key_sealed FROM totp_factor WHERE realm_id = ? AND account_id = ? ORDER BY added_at, id
            """;
    private static final String INSERT = """
            INSERT INTO totp_factor (realm_id, id, account_id, name_sealed, key_sealed, key_index, last_step, added_at)
            SELECT ?, ?, ?, ?, ?, ?, ?, ?
             WHERE (SELECT count(*) FROM totp_factor WHERE realm_id = ? AND account_id = ?) < ?
            ON CONFLICT (realm_id, account_id, key_index) DO NOTHING
            """;

    // One statement, one winner: whoever comes second, on whatever node, finds the step used.
    private static final String USE = """
            UPDATE totp_factor SET last_step = ?, last_used = ?
             WHERE realm_id = ? AND account_id = ? AND id = ? AND last_step < ?
            """;
    private static final String RENAME =
            "UPDATE totp_factor SET name_sealed = ? WHERE realm_id = ? AND account_id = ? AND id = ?";
    private static final String REMOVE = "DELETE FROM totp_factor WHERE realm_id = ? AND account_id = ? AND id = ?";

    private final JdbcClient jdbc;
    private final TotpSeal seal;
    private final Clock clock;

    TotpFactors(JdbcClient jdbc, TotpSeal seal, Clock clock) {
        this.jdbc = jdbc;
        this.seal = seal;
        this.clock = clock;
    }

    private record Keyed(UUID id, TotpKey key) {}

    /** In the order they were added. */
    public List<TotpFactor> of(Realm realm, UUID account) {
        return jdbc.sql(LIST)
                .params(realm.id(), account)
                .query((row, number) -> factor(realm, account, row))
                .list();
    }

    public Optional<TotpFactor> find(Realm realm, UUID account, UUID id) {
        return of(realm, account).stream()
                .filter(factor -> factor.id().equals(id))
                .findFirst();
    }

    public boolean exists(Realm realm, UUID account) {
        return jdbc.sql(EXISTS).params(realm.id(), account).query(Boolean.class).single();
    }

    /** The step this is the code of; empty when it is none of this key's at this time. Nothing is remembered of it. */
    public OptionalLong step(TotpKey key, String typed) {
        return Totp.matching(key, Totp.normalized(typed), clock.instant()).stream()
                .mapToLong(Long::longValue)
                .max();
    }

    /**
     * Adds an app of which a code was seen: that code, and all before it, are used up, because adding a factor proves none.
     * The caller holds the account's lock, so that two at once do not both find room.
     *
     * @param step of the code that was seen
     * @return its id; empty when there are {@value #MOST} already, or one with this key
     */
    public Optional<UUID> add(Realm realm, UUID account, TotpKey key, String name, long step) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        int made = jdbc.sql(INSERT)
                .param(realm.id())
                .param(id)
                .param(account)
                .param(seal.seal(realm, account, id, NAME, name.getBytes(StandardCharsets.UTF_8)))
                .param(seal.seal(realm, account, id, KEY, key.bytes()))
                .param(seal.index(key))
                .params(step, Timestamp.from(clock.instant()), realm.id(), account, MOST)
                .update();
        return made == 1 ? Optional.of(id) : Optional.empty();
    }

    /** Accepts a code once, if it is one of this person's at this time. */
    public TotpUse use(Realm realm, UUID account, String typed) {
        String code = Totp.normalized(typed);
        Instant now = clock.instant();
        TotpUse result = new TotpUse.Wrong();
        for (Keyed keyed : keys(realm, account)) {
            for (long step : Totp.matching(keyed.key(), code, now)) {
                if (take(realm, account, keyed.id(), step, now)) {
                    return new TotpUse.Accepted(keyed.id());
                }
                result = new TotpUse.Again();
            }
        }
        return result;
    }

    /** False when the person has no such app. */
    public boolean rename(Realm realm, UUID account, UUID id, String name) {
        byte[] sealed = seal.seal(realm, account, id, NAME, name.getBytes(StandardCharsets.UTF_8));
        return jdbc.sql(RENAME).params(sealed, realm.id(), account, id).update() == 1;
    }

    /** False when the person has no such app. */
    public boolean remove(Realm realm, UUID account, UUID id) {
        return jdbc.sql(REMOVE).params(realm.id(), account, id).update() == 1;
    }

    private boolean take(Realm realm, UUID account, UUID id, long step, Instant now) {
        return jdbc.sql(USE)
                        .params(step, Timestamp.from(now), realm.id(), account, id, step)
                        .update()
                == 1;
    }

    private List<Keyed> keys(Realm realm, UUID account) {
        return jdbc.sql(KEYS)
                .params(realm.id(), account)
                .query((row, number) -> {
                    UUID id = row.getObject("id", UUID.class);
                    byte[] key = seal.open(realm, account, id, KEY, row.getBytes("key_sealed"));
                    return new Keyed(id, TotpKey.of(key));
                })
                .list();
    }

    private TotpFactor factor(Realm realm, UUID account, ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        Timestamp lastUsed = row.getTimestamp("last_used");
        byte[] name = seal.open(realm, account, id, NAME, row.getBytes("name_sealed"));
        return new TotpFactor(
                id,
                new String(name, StandardCharsets.UTF_8),
                row.getTimestamp("added_at").toInstant(),
                lastUsed == null ? null : lastUsed.toInstant());
    }
}
