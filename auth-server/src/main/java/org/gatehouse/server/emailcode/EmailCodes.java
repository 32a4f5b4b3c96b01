package org.gatehouse.server.emailcode;

import com.google.crypto.tink.subtle.PrfHmacJce;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;
import org.gatehouse.server.mail.MailKind;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.secrets.MasterKey;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Codes on their way: eight digits, for one account and one attempt, ten minutes, five tries. Stored is a keyed hash, as
 * eight digits are soon guessed from a plain one.
 */
@Component
@Transactional
class EmailCodes {

    static final int TRIES = 5;

    private static final int DIGITS = 8;
    private static final int ALL = 100_000_000;
    private static final int HASH_BYTES = 32;
    private static final int REMOVED_A_RUN = 1_000;
    private static final Pattern FORM = Pattern.compile("[0-9]{" + DIGITS + "}");

    private static final String REPLACE = """
            INSERT INTO email_code (realm_id, account_id, attempt_hash, code_hash, tries_left, sent_at, expires_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (realm_id, account_id, attempt_hash) DO UPDATE
            SET code_hash = excluded.code_hash, tries_left = excluded.tries_left, sent_at = excluded.sent_at,
                expires_at = excluded.expires_at
            """;
    private static final String IS_SENT = """
            SELECT EXISTS (SELECT FROM email_code WHERE realm_id = ? AND account_id = ? AND attempt_hash = ?
                              AND expires_at > ? AND tries_left > 0)
            """;
    private static final String COUNT = """
            UPDATE email_code SET tries_left = tries_left - 1
             WHERE realm_id = ? AND account_id = ? AND attempt_hash = ? AND expires_at > ? AND tries_left > 0
            RETURNING code_hash
            """;
    private static final String USE =
            "DELETE FROM email_code WHERE realm_id = ? AND account_id = ? AND attempt_hash = ? AND code_hash = ?";
    private static final String REMOVE_EXPIRED = """
            DELETE FROM email_code WHERE (realm_id, account_id, attempt_hash) IN (
                SELECT realm_id, account_id, attempt_hash FROM email_code WHERE expires_at <= ?
                 LIMIT ? FOR UPDATE SKIP LOCKED)
            """;

    private final JdbcClient jdbc;
    private final PrfHmacJce mac;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    EmailCodes(JdbcClient jdbc, MasterKey masterKey, Clock clock) throws GeneralSecurityException {
        this.jdbc = jdbc;
        this.mac = new PrfHmacJce("HMACSHA256", new SecretKeySpec(masterKey.derive("email-code/hash"), "HMAC"));
        this.clock = clock;
    }

    /** A new code, in the transaction that mails it; one made before for the attempt is void. */
    @Transactional(propagation = Propagation.MANDATORY)
    public String create(Realm realm, UUID account, String attempt) {
        String code = String.format("%0" + DIGITS + "d", random.nextInt(ALL));
        Instant now = clock.instant();
        jdbc.sql(REPLACE)
                .params(
                        realm.id(),
                        account,
                        hash(realm, account, attempt, ""),
                        hash(realm, account, attempt, code),
                        TRIES)
                .params(Timestamp.from(now), Timestamp.from(now.plus(MailKind.EMAIL_CODE.useful())))
                .update();
        return code;
    }

    @Transactional(readOnly = true)
    public boolean isSent(Realm realm, UUID account, String attempt) {
        return jdbc.sql(IS_SENT)
                .params(realm.id(), account, hash(realm, account, attempt, ""), now())
                .query(Boolean.class)
                .single();
    }

    /** Counts a try, and uses the code up when it is right: of many who try at once one is told so. */
    public boolean use(Realm realm, UUID account, String attempt, String typed) {
        String code = typed.replaceAll("\\s", "");
        byte[] place = hash(realm, account, attempt, "");
        byte[] given = hash(realm, account, attempt, FORM.matcher(code).matches() ? code : "none");
        return jdbc.sql(COUNT)
                .params(realm.id(), account, place, now())
                .query((row, number) -> row.getBytes(1))
                .optional()
                .filter(stored -> MessageDigest.isEqual(stored, given))
                .map(stored ->
                        jdbc.sql(USE).params(realm.id(), account, place, stored).update() == 1)
                .orElse(false);
    }

    @Scheduled(initialDelayString = "PT3M", fixedDelayString = "PT5M")
    public void removeExpired() {
        jdbc.sql(REMOVE_EXPIRED).params(now(), REMOVED_A_RUN).update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private byte[] hash(Realm realm, UUID account, String attempt, String code) {
        try {
            String message = realm.id() + "\n" + account + "\n" + attempt + "\n" + code;
            return mac.compute(message.getBytes(StandardCharsets.UTF_8), HASH_BYTES);
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("HMAC-SHA-256 is not available", ex);
        }
    }
}
