package org.gatehouse.server.email;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.server.mail.LinkToken;
import org.gatehouse.server.mail.MailKind;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.secrets.MasterKey;
import org.gatehouse.server.secrets.Seal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The links that prove addresses: one for an account, the newest. The address is sealed, bound to its account. */
@Component
class VerificationRows {

    private static final String REPLACE = """
            INSERT INTO email_verification (realm_id, account_id, address_sealed, token_hash, expires_at)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (realm_id, account_id) DO UPDATE
            SET address_sealed = excluded.address_sealed, token_hash = excluded.token_hash, expires_at = excluded.expires_at
            """;
    private static final String FIND = """
            SELECT account_id, address_sealed FROM email_verification
             WHERE realm_id = ? AND token_hash = ? AND expires_at > ?
            """;
    private static final String USE = """
            DELETE FROM email_verification WHERE realm_id = ? AND token_hash = ? AND expires_at > ?
            RETURNING account_id, address_sealed
            """;
    private static final String OF = """
            SELECT account_id, address_sealed FROM email_verification
             WHERE realm_id = ? AND account_id = ? AND expires_at > ?
            """;
    private static final String REMOVE = "DELETE FROM email_verification WHERE realm_id = ? AND account_id = ?";
    private static final String REMOVE_EXPIRED = """
            DELETE FROM email_verification WHERE (realm_id, account_id) IN (
                SELECT realm_id, account_id FROM email_verification WHERE expires_at <= ? LIMIT ? FOR UPDATE SKIP LOCKED)
            """;

    private static final int REMOVED_A_RUN = 1_000;

    private final JdbcClient jdbc;
    private final Seal seal;
    private final Clock clock;

    VerificationRows(JdbcClient jdbc, MasterKey masterKey, Clock clock) {
        this.jdbc = jdbc;
        this.seal = Seal.of(masterKey, "email/verification");
        this.clock = clock;
    }

    /** An address that is to be proven. */
    record Pending(UUID account, String address) {

        @Override
        public String toString() {
            return "Pending[" + account + "]"; // an address is personal
        }
    }

    /** A new link's secret; links made before are void. */
    LinkToken create(Realm realm, UUID account, String address) {
        LinkToken token = LinkToken.generate();
        Instant expiresAt = clock.instant().plus(MailKind.VERIFY_EMAIL.useful());
        jdbc.sql(REPLACE)
                .params(realm.id(), account, seal(realm, account, address), token.hash(), Timestamp.from(expiresAt))
                .update();
        return token;
    }

    Optional<Pending> find(Realm realm, LinkToken token) {
        return token.isWellFormed() ? ask(realm, FIND, token.hash()) : Optional.empty();
    }

    /** The same, and the link is good no more: of many who try at once one is told, within the transaction under way. */
    Optional<Pending> use(Realm realm, LinkToken token) {
        return token.isWellFormed() ? ask(realm, USE, token.hash()) : Optional.empty();
    }

    Optional<Pending> of(Realm realm, UUID account) {
        return ask(realm, OF, account);
    }

    void remove(Realm realm, UUID account) {
        jdbc.sql(REMOVE).params(realm.id(), account).update();
    }

    @Scheduled(initialDelayString = "PT3M", fixedDelayString = "PT5M")
    void removeExpired() {
        jdbc.sql(REMOVE_EXPIRED)
                .params(Timestamp.from(clock.instant()), REMOVED_A_RUN)
                .update();
    }

    private Optional<Pending> ask(Realm realm, String statement, Object key) {
        return jdbc.sql(statement)
                .params(realm.id(), key, Timestamp.from(clock.instant()))
                .query((row, number) -> pending(realm, row))
                .optional();
    }

    private Pending pending(Realm realm, ResultSet row) throws SQLException {
        UUID account = row.getObject("account_id", UUID.class);
        return new Pending(account, open(realm, account, row.getBytes("address_sealed")));
    }

    private byte[] seal(Realm realm, UUID account, String address) {
        return seal.seal(address, place(realm, account));
    }

    private String open(Realm realm, UUID account, byte[] sealed) {
        return seal.openText(sealed, place(realm, account));
    }

    private static byte[] place(Realm realm, UUID account) {
        return (realm.id() + "/verification/" + account).getBytes(StandardCharsets.UTF_8);
    }
}
