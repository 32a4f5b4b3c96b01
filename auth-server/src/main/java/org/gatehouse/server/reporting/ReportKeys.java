package org.gatehouse.server.reporting;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.gatehouse.server.reporting.ReportRefusedException.Reason;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What a client was answered for an {@code Idempotency-Key}. The key is taken in the transaction that stores the entries:
 * of two reports at once, on whatever nodes, the second waits for the first and then has its answer.
 */
@Component
class ReportKeys {

    /** How long a repeated report gets the first answer. */
    static final Duration KEPT = Duration.ofHours(48);

    private static final int LONGEST = 200;

    private static final String TAKE = """
            INSERT INTO audit.audit_report AS known (key_hash, request_hash, created_at) VALUES (?, ?, ?)
            ON CONFLICT (key_hash) DO UPDATE
               SET request_hash = excluded.request_hash, created_at = excluded.created_at, receipts = NULL
             WHERE known.created_at < ?
            """;
    private static final String FIND = "SELECT request_hash, receipts FROM audit.audit_report WHERE key_hash = ?";
    private static final String DONE = "UPDATE audit.audit_report SET receipts = ? WHERE key_hash = ?";

    // A few with each new key, and none that somebody else just removes: the table never needs a large clean-up.
    private static final String FORGET = """
            DELETE FROM audit.audit_report WHERE key_hash IN
              (SELECT key_hash FROM audit.audit_report WHERE created_at < ? LIMIT 20 FOR UPDATE SKIP LOCKED)
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    ReportKeys(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** One report under one key. */
    record Key(byte[] key, byte[] report) {

        /** @throws ReportRefusedException when the header cannot be a key */
        static @Nullable Key of(Reporter reporter, @Nullable String header, byte[] body) {
            if (header == null) {
                return null;
            }
            if (header.isBlank() || header.length() > LONGEST) {
                throw new ReportRefusedException(Reason.KEY_UNUSABLE);
            }
            return new Key(hash((reporter.name() + "\n" + header).getBytes(StandardCharsets.UTF_8)), hash(body));
        }
    }

    private record Earlier(byte[] report, @Nullable String receipts) {}

    /**
     * Takes the key, in the transaction under way.
     *
     * @return the receipts of the same report when it was stored before
     * @throws ReportRefusedException when the key came with another report
     */
    Optional<String> take(Key key) {
        Instant now = clock.instant();
        Timestamp expired = Timestamp.from(now.minus(KEPT));
        int taken = jdbc.sql(TAKE)
                .params(key.key(), key.report(), Timestamp.from(now), expired)
                .update();
        if (taken == 0) {
            return Optional.of(earlier(key));
        }
        jdbc.sql(FORGET).param(expired).update();
        return Optional.empty();
    }

    void done(Key key, String receipts) {
        jdbc.sql(DONE).params(receipts, key.key()).update();
    }

    private String earlier(Key key) {
        Earlier earlier = jdbc.sql(FIND)
                .param(key.key())
                .query((row, number) -> new Earlier(row.getBytes("request_hash"), row.getString("receipts")))
                .single();
        if (!MessageDigest.isEqual(earlier.report(), key.report()) || earlier.receipts() == null) {
            throw new ReportRefusedException(Reason.KEY_REUSED);
        }
        return earlier.receipts();
    }

    private static byte[] hash(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("SHA-256 is not available", ex);
        }
    }
}
