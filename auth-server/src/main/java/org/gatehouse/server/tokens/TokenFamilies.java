package org.gatehouse.server.tokens;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.server.directory.AccountErasure;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.session.StoredSessions;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of families. Each change of state is one conditional statement. */
@Component
class TokenFamilies implements AccountErasure {

    // nothing when the session has ended meanwhile, or all of the account's have, though it was stored a moment later;
    // else
    // neither can end before the family is there to be ended. The account is locked first, as by whoever ends sign-ins
    private static final BeforeItsEntry INSERT = BeforeItsEntry.of("""
            WITH person AS (
                SELECT FROM account WHERE realm_id = ? AND id = ? AND (sign_in_epoch = ? OR kept_sign_in = ?) FOR SHARE),
            open AS (SELECT FROM person, web_session s WHERE s.principal_name = ? FOR KEY SHARE OF s)
            INSERT INTO token_family (realm_id, id, client_id, account_id, session_ref, device_id, auth_time, methods,
                remembered, scopes, nonce, redirect_uri, code_challenge, key_thumbprint, resources, claims, code_hash,
                code_expires_at, generation, expires_at)
            SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ? FROM open WHERE true %s
            """);

    // live: not ended, not expired, and the person may still sign in
    static final String FIND = """
            SELECT f.*, a.display_name,
                   f.ended_at IS NULL AND f.expires_at > ? AND a.state = 'ACTIVE' AS live
              FROM token_family f
              JOIN account a ON a.realm_id = f.realm_id AND a.id = f.account_id
             WHERE f.realm_id = ? AND f.id = ?
            """;

    private static final BeforeItsEntry REDEEM = BeforeItsEntry.of("""
            UPDATE token_family SET redeemed_at = ?, rotated_at = ?, expires_at = ?,
                sender_thumbprint = ?, key_thumbprint = coalesce(key_thumbprint, ?)
             WHERE realm_id = ? AND id = ? AND redeemed_at IS NULL AND ended_at IS NULL AND code_expires_at > ? %s
            """);

    private static final BeforeItsEntry REFRESH = BeforeItsEntry.of("""
            WITH rotated AS (
                UPDATE token_family SET generation = generation + ?, rotated_at = ?,
                    sender_thumbprint = ?, key_thumbprint = coalesce(key_thumbprint, ?)
                 WHERE realm_id = ? AND id = ? AND generation = ? AND ended_at IS NULL AND expires_at > ? %s
                RETURNING realm_id, device_id, rotated_at),
            seen AS (
                UPDATE device d SET last_seen = rotated_at FROM rotated
                 WHERE d.realm_id = rotated.realm_id AND d.id = rotated.device_id)
            SELECT count(*) FROM rotated
            """);

    private static final String END = """
            UPDATE token_family SET ended_at = ?, end_reason = ?
             WHERE realm_id = ? AND id = ? AND ended_at IS NULL
            """;

    // a code nobody redeemed, or a family past its end, was nothing anybody could have used
    private static final String END_THESE = """
            WITH ended AS (
                UPDATE token_family SET ended_at = ?, end_reason = ?
                 WHERE realm_id = ? AND account_id = ? AND %s AND ended_at IS NULL
                RETURNING id, client_id, session_ref, device_id, redeemed_at, expires_at)
            SELECT id, client_id, session_ref, device_id FROM ended WHERE redeemed_at IS NOT NULL AND expires_at > ?
            """;
    private static final String END_SESSION = END_THESE.formatted("session_ref = ?");
    private static final String END_DEVICE = END_THESE.formatted("device_id = ?");
    private static final String END_ACCOUNT = END_THESE.formatted("true");

    private static final String END_APP = END_THESE.formatted("client_id = ?");

    private static final String END_CLIENT = """
            WITH ended AS (
                UPDATE token_family SET ended_at = ?, end_reason = ?
                 WHERE realm_id = ? AND client_id = ? AND ended_at IS NULL
                RETURNING id, account_id, client_id, session_ref, device_id, redeemed_at, expires_at)
            SELECT id, account_id, client_id, session_ref, device_id
              FROM ended WHERE redeemed_at IS NOT NULL AND expires_at > ?
            """;
    private static final String GIVEN_BACK = """
            SELECT DISTINCT client_id, session_ref FROM token_family
             WHERE realm_id = :realm AND account_id = :account AND session_ref IN (:references)
               AND end_reason = 'revoked' AND redeemed_at IS NOT NULL
            """;
    private static final String HELD = """
            SELECT max(coalesce(rotated_at, redeemed_at)) AS last_used, max(expires_at) AS until FROM token_family
             WHERE realm_id = ? AND account_id = ? AND client_id = ?
               AND ended_at IS NULL AND redeemed_at IS NOT NULL AND expires_at > ?
            HAVING count(*) > 0
            """;
    private static final String COUNT_LIVE = """
            SELECT count(*) FROM token_family
             WHERE realm_id = ? AND client_id = ? AND ended_at IS NULL AND redeemed_at IS NOT NULL AND expires_at > ?
            """;

    private final JdbcClient jdbc;
    private final TokenChanges changes;
    private final Clock clock;

    TokenFamilies(JdbcClient jdbc, TokenChanges changes, Clock clock) {
        this.jdbc = jdbc;
        this.changes = changes;
        this.clock = clock;
    }

    /** Ends everything one sign-in obtained; tells, like its kin, what somebody could still have used. */
    List<EndedFamily> endSession(Realm realm, UUID account, String sessionReference, String reason) {
        return ended(
                account, jdbc.sql(END_SESSION).params(now(), reason, realm.id(), account, sessionReference, now()));
    }

    /** Ends what one of the person's devices holds. */
    List<EndedFamily> endDevice(Realm realm, UUID account, UUID device, String reason) {
        return ended(account, jdbc.sql(END_DEVICE).params(now(), reason, realm.id(), account, device, now()));
    }

    /** Ends everything a person's sign-ins obtained. */
    List<EndedFamily> endAccount(Realm realm, UUID account, String reason) {
        return ended(account, jdbc.sql(END_ACCOUNT).params(now(), reason, realm.id(), account, now()));
    }

    /** Ends everything a person obtained through one client. */
    List<EndedFamily> endApp(Realm realm, UUID account, String client, String reason) {
        return ended(account, jdbc.sql(END_APP).params(now(), reason, realm.id(), account, client, now()));
    }

    /** Ends everything anybody obtained through a client; by person. */
    Map<UUID, List<EndedFamily>> endClient(Realm realm, String client, String reason) {
        Map<UUID, List<EndedFamily>> byAccount = new LinkedHashMap<>();
        jdbc.sql(END_CLIENT).params(now(), reason, realm.id(), client, now()).query(row -> {
            byAccount
                    .computeIfAbsent(row.getObject("account_id", UUID.class), account -> new ArrayList<>())
                    .add(endedFamily(row));
        });
        changes.changedAll();
        return byAccount;
    }

    /** What a client holds of a person's now. */
    Optional<LiveFamilies.Held> heldBy(Realm realm, UUID account, String client) {
        return jdbc.sql(HELD)
                .params(realm.id(), account, client, now())
                .query((row, number) -> new LiveFamilies.Held(
                        row.getTimestamp("last_used").toInstant(),
                        row.getTimestamp("until").toInstant()))
                .optional();
    }

    /** Which clients revoked in these sign-ins what they had obtained (RFC 7009). */
    List<ClientSession> givenBack(Realm realm, UUID account, Collection<String> references) {
        if (references.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(GIVEN_BACK)
                .param("realm", realm.id())
                .param("account", account)
                .param("references", references)
                .query((row, number) -> new ClientSession(row.getString("client_id"), row.getString("session_ref")))
                .list();
    }

    /** How many families somebody could still use. */
    int countLive(Realm realm, String client) {
        return jdbc.sql(COUNT_LIVE)
                .params(realm.id(), client, now())
                .query(Integer.class)
                .single();
    }

    /** A token of a family that is gone is no token; there is nobody left to tell of a replay. */
    @Override
    public void erase(Realm realm, UUID account) {
        jdbc.sql("DELETE FROM token_family WHERE realm_id = ? AND account_id = ?")
                .params(realm.id(), account)
                .update();
        changes.changed(account);
    }

    /**
     * Begins a family; false when the session it was to belong to has ended.
     *
     * @param epoch of the account in which that session's sign-in was proven
     */
    boolean insert(Realm realm, TokenFamily family, int epoch) {
        return jdbc.sql(INSERT.sql())
                        .params(realm.id(), family.account(), epoch, family.sessionReference())
                        .param(StoredSessions.owner(realm, family.account(), family.sessionReference()))
                        .param(realm.id())
                        .param(family.id())
                        .param(family.clientId())
                        .param(family.account())
                        .param(family.sessionReference())
                        .param(family.device())
                        .param(Timestamp.from(family.authTime()))
                        .param(String.join(" ", family.methods()))
                        .param(family.remembered())
                        .param(String.join(" ", family.scopes()))
                        .param(family.nonce())
                        .param(family.redirectUri())
                        .param(family.codeChallenge())
                        .param(family.terms().keyThumbprint())
                        .param(String.join(" ", family.terms().resources()))
                        .param(family.terms().claims())
                        .param(family.codeHash())
                        .param(Timestamp.from(family.codeExpiresAt()))
                        .param(Timestamp.from(family.expiresAt()))
                        .update()
                == 1;
    }

    Optional<TokenFamily> find(Realm realm, UUID id) {
        return jdbc.sql(FIND)
                .params(now(), realm.id(), id)
                .query((row, number) -> family(row))
                .optional();
    }

    /** Exchanges the code. False when it was exchanged already, has expired or the family has ended. */
    boolean redeem(Realm realm, UUID id, Instant familyExpiresAt, Sender sender) {
        return jdbc.sql(REDEEM.sql())
                        .params(now(), now(), Timestamp.from(familyExpiresAt))
                        .param(sender.thumbprint())
                        .param(sender.binding())
                        .params(realm.id(), id, now())
                        .update()
                == 1;
    }

    /** Moves to the next generation. False when another request was faster or the family has ended. */
    boolean rotate(Realm realm, UUID id, int from, Sender sender) {
        return refresh(realm, id, from, 1, sender);
    }

    /** Refreshes without a new generation. False when the family has ended. */
    boolean use(Realm realm, UUID id, int generation, Sender sender) {
        return refresh(realm, id, generation, 0, sender);
    }

    private boolean refresh(Realm realm, UUID id, int from, int step, Sender sender) {
        return jdbc.sql(REFRESH.sql())
                        .param(step)
                        .param(now())
                        .param(sender.thumbprint())
                        .param(sender.binding())
                        .params(realm.id(), id, from, now())
                        .query(Long.class)
                        .single()
                == 1;
    }

    /** Ends a family; false when it had ended before. */
    boolean end(Realm realm, UUID id, String reason) {
        boolean ended = jdbc.sql(END).params(now(), reason, realm.id(), id).update() == 1;
        changes.changed(id);
        return ended;
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    static TokenFamily family(ResultSet row) throws SQLException {
        return new TokenFamily(
                row.getObject("id", UUID.class),
                row.getString("client_id"),
                row.getObject("account_id", UUID.class),
                row.getString("display_name"),
                row.getString("session_ref"),
                row.getObject("device_id", UUID.class),
                row.getTimestamp("auth_time").toInstant(),
                List.of(row.getString("methods").split(" ")),
                row.getBoolean("remembered"),
                words(row.getString("scopes")),
                row.getString("nonce"),
                row.getString("redirect_uri"),
                row.getString("code_challenge"),
                new TokenTerms(
                        row.getString("key_thumbprint"),
                        List.copyOf(words(row.getString("resources"))),
                        row.getString("claims")),
                row.getBytes("code_hash"),
                row.getTimestamp("code_expires_at").toInstant(),
                instant(row.getTimestamp("redeemed_at")),
                row.getInt("generation"),
                instant(row.getTimestamp("rotated_at")),
                row.getString("sender_thumbprint"),
                row.getTimestamp("expires_at").toInstant(),
                row.getBoolean("live"));
    }

    private List<EndedFamily> ended(UUID account, JdbcClient.StatementSpec statement) {
        List<EndedFamily> ended =
                statement.query((row, number) -> endedFamily(row)).list();
        changes.changed(account);
        return ended;
    }

    private static EndedFamily endedFamily(ResultSet row) throws SQLException {
        return new EndedFamily(
                row.getObject("id", UUID.class),
                row.getString("client_id"),
                row.getString("session_ref"),
                row.getObject("device_id", UUID.class));
    }

    private static Set<String> words(String text) {
        return text.isEmpty() ? Set.of() : new LinkedHashSet<>(List.of(text.split(" ")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
