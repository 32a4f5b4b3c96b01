package org.gatehouse.server.reset;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.mail.LinkToken;
import org.gatehouse.server.mail.MailKind;
import org.gatehouse.server.realm.Realm;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The links by which passwords may be set: of those asked for with a browser of its owner's, and of the others, the newest. */
@Component
class ResetLinks {

    private static final String REPLACE = """
            INSERT INTO password_reset (realm_id, account_id, known_browser, account_version, token_hash, expires_at)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (realm_id, account_id, known_browser) DO UPDATE
            SET account_version = excluded.account_version, token_hash = excluded.token_hash,
                expires_at = excluded.expires_at
            """;
    private static final String FIND =
            "SELECT account_id, account_version FROM password_reset WHERE realm_id = ? AND token_hash = ? AND expires_at > ?";
    private static final String USE = """
            DELETE FROM password_reset WHERE realm_id = ? AND token_hash = ? AND expires_at > ?
            RETURNING account_id, account_version
            """;
    private static final String REMOVE_EXPIRED = """
            DELETE FROM password_reset WHERE (realm_id, account_id, known_browser) IN (
                SELECT realm_id, account_id, known_browser FROM password_reset WHERE expires_at <= ? LIMIT ? FOR UPDATE SKIP LOCKED)
            """;

    private static final int REMOVED_A_RUN = 1_000;

    private final JdbcClient jdbc;
    private final Clock clock;

    ResetLinks(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Whose link it is.
     *
     * @param version the account's when the link was made
     */
    record Owner(UUID account, int version) {

        boolean isAsItWas(Account now) {
            return now.isActive() && now.version() == version;
        }
    }

    /**
     * A new link's secret; links made before are void.
     *
     * @param knownBrowser whether its owner asked with a browser of theirs: what strangers ask for voids none of those
     */
    LinkToken create(Realm realm, Account account, boolean knownBrowser) {
        LinkToken token = LinkToken.generate();
        Instant expiresAt = clock.instant().plus(MailKind.RESET_LINK.useful());
        jdbc.sql(REPLACE)
                .params(realm.id(), account.subject(), knownBrowser)
                .params(account.version(), token.hash(), Timestamp.from(expiresAt))
                .update();
        return token;
    }

    /** Whose link it is, while it is good. */
    Optional<Owner> find(Realm realm, LinkToken token) {
        return token.isWellFormed() ? ask(FIND, realm, token) : Optional.empty();
    }

    /** The same, and it is good no more: of many who try at once one is told, within the transaction under way. */
    Optional<Owner> use(Realm realm, LinkToken token) {
        return token.isWellFormed() ? ask(USE, realm, token) : Optional.empty();
    }

    private Optional<Owner> ask(String statement, Realm realm, LinkToken token) {
        return jdbc.sql(statement)
                .params(realm.id(), token.hash(), Timestamp.from(clock.instant()))
                .query((row, number) ->
                        new Owner(row.getObject("account_id", UUID.class), row.getInt("account_version")))
                .optional();
    }

    @Scheduled(initialDelayString = "PT3M", fixedDelayString = "PT5M")
    void removeExpired() {
        jdbc.sql(REMOVE_EXPIRED)
                .params(Timestamp.from(clock.instant()), REMOVED_A_RUN)
                .update();
    }
}
