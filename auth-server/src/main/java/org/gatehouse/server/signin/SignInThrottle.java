package org.gatehouse.server.signin;

import com.google.crypto.tink.subtle.PrfHmacJce;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.BucketExceptions;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.Subscriber;
import org.gatehouse.server.secrets.MasterKey;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Counts attempts per account and per network, for all nodes together. An attempt is counted before the password is
 * looked at and given back when it was right, so that parallel guesses cannot slip through between look and count.
 */
@Component
public class SignInThrottle {

    /** What is guessed at; each has counters of its own, so that trying one never uses up the tries of another. */
    public enum Kind {
        PASSWORD(""), // as it was stored before there were others
        ONE_TIME_CODE("code-"),
        RECOVERY("recovery-"),
        PASSKEY("passkey-"),
        /** Letters with codes: to be mailed often must not use up the tries of the codes. */
        CODE_LETTER("code-letter-"),
        /** Letters with a link that proves an address. */
        ADDRESS_LETTER("address-letter-"),
        /** Requests for a letter with a link to a new password, which name whom they like. */
        FORGOTTEN("forgotten-"),
        /** Tries of a new password by such a link: each hashes. */
        RESET("reset-"),
        /** Of clients that register themselves (RFC 7591). */
        REGISTRATION("registration-"),
        /** Of clients without a secret, whose name anybody can push requests in (RFC 9126). */
        PUSHED("pushed-"),
        DEVICE("device-"),
        /** Answers of providers that were refused; what is counted is what becomes an entry. */
        ANSWER("answer-");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }

        /** How people who administer read it, and entries. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Guesses at one account: five at once, then ever slower, at most fifty a day. */
    private static final BucketConfiguration PER_ACCOUNT = BucketConfiguration.builder()
            .addLimit(limit(5, Duration.ofMinutes(1)))
            .addLimit(limit(20, Duration.ofHours(1)))
            .addLimit(limit(50, Duration.ofDays(1)))
            .build();

    /** Guesses from one network: an office behind one address must be able to arrive in the morning. */
    private static final BucketConfiguration PER_NETWORK = BucketConfiguration.builder()
            .addLimit(limit(100, Duration.ofMinutes(1)))
            .addLimit(limit(1_000, Duration.ofHours(1)))
            .build();

    /** Refusals of one connection from one network that are an entry each. */
    private static final BucketConfiguration PER_CONNECTION = BucketConfiguration.builder()
            .addLimit(limit(100, Duration.ofMinutes(1)))
            .addLimit(limit(500, Duration.ofHours(1)))
            .build();

    /** Letters for one person, whoever asks for them: nobody's mailbox is to be flooded. */
    private static final BucketConfiguration LETTERS = BucketConfiguration.builder()
            .addLimit(limit(5, Duration.ofHours(1)))
            .build();

    private static final int KEY_BYTES = 24;
    private static final int REMOVED_A_RUN = 5_000;

    private final PostgreSQLSelectForUpdateBasedProxyManager<String> buckets;
    private final PrfHmacJce mac;

    SignInThrottle(DataSource dataSource, Clock clock, MasterKey masterKey) throws GeneralSecurityException {
        this.mac = new PrfHmacJce("HMACSHA256", new SecretKeySpec(masterKey.derive("sign-in/throttle"), "HMAC"));
        this.buckets = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(dataSource)
                .primaryKeyMapper(PrimaryKeyMapper.STRING)
                .table("sign_in_throttle")
                .clientClock(new ClockMeter(clock))
                .expirationAfterWrite(
                        ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(Duration.ofMinutes(1)))
                .build();
    }

    /**
     * An attempt that was counted.
     *
     * @param bucket the counter of whom it was at
     * @param own how long that wants to wait
     * @param pause how long to wait, which may be for the network's sake
     */
    record Count(String bucket, Duration own, Duration pause) {}

    /**
     * Counts an attempt from anywhere.
     *
     * @param who an account's id, or the name that was typed when there is no such account
     * @return how long to wait when there were too many; zero when the attempt may go on
     */
    public Duration count(Realm realm, Kind kind, String who, String address) {
        return countStranger(realm, kind, who, address).pause();
    }

    Count countStranger(Realm realm, Kind kind, String who, String address) {
        return reachable(() -> {
            Duration account = count(perAccount(realm, kind, who));
            Duration network = count(perNetwork(realm, kind, address));
            Duration longer = account.compareTo(network) >= 0 ? account : network;
            return new Count(key(realm, kind.prefix + "account", who), account, longer);
        });
    }

    /** Counts an attempt at what belongs to no account, by where it comes from alone. */
    public Duration countNetwork(Realm realm, Kind kind, String address) {
        return reachable(() -> count(perNetwork(realm, kind, address)));
    }

    /** Counts an answer that was refused, by the connection it came by and where it comes from. */
    public Duration countAnswer(Realm realm, String connection, String address) {
        return reachable(() -> count(bucket(
                realm,
                Kind.ANSWER.prefix + "network",
                connection + "\n" + Subscriber.network(address),
                PER_CONNECTION)));
    }

    /** Gives the attempt back: it was right. */
    public void forgive(Realm realm, Kind kind, String who, String address) {
        reachable(() -> {
            perAccount(realm, kind, who).addTokens(1);
            perNetwork(realm, kind, address).addTokens(1);
            return who;
        });
    }

    /**
     * Counts an attempt in the lane of a browser the person has signed in with before, so that strangers who guess at the
     * account, or sit in the same network, never keep its owner out.
     *
     * @param browser what {@link KnownBrowsers} says of it
     */
    Count countKnown(Realm realm, Kind kind, String who, String browser) {
        Duration pause = reachable(() -> count(perBrowser(realm, kind, who, browser)));
        return new Count(key(realm, kind.prefix + "browser", who + "\n" + browser), pause, pause);
    }

    /** @param browser of the person, when one of theirs asks; those are counted apart */
    Duration countLetter(Realm realm, Kind kind, String who, Optional<String> browser) {
        String whose = browser.map(known -> who + "\n" + known).orElse(who);
        return reachable(() -> count(bucket(realm, kind.prefix + "letter", whose, LETTERS)));
    }

    void forgiveKnown(Realm realm, Kind kind, String who, String browser) {
        reachable(() -> {
            perBrowser(realm, kind, who, browser).addTokens(1);
            return who;
        });
    }

    private BucketProxy perAccount(Realm realm, Kind kind, String who) {
        return bucket(realm, kind.prefix + "account", who, PER_ACCOUNT);
    }

    private BucketProxy perNetwork(Realm realm, Kind kind, String address) {
        return bucket(realm, kind.prefix + "network", Subscriber.network(address), PER_NETWORK);
    }

    private BucketProxy perBrowser(Realm realm, Kind kind, String who, String browser) {
        return bucket(realm, kind.prefix + "browser", who + "\n" + browser, PER_ACCOUNT);
    }

    /** Counters that have refilled say nothing any more; a few at a time, so that no lock is held long. */
    @Scheduled(initialDelayString = "PT2M", fixedDelayString = "PT1M")
    void removeRefilled() {
        buckets.removeExpired(REMOVED_A_RUN);
    }

    /** The library undoes its transaction on the broken connection, and that failure hides what the first one said. */
    private static <T> T reachable(Supplier<T> counting) {
        try {
            return counting.get();
        } catch (BucketExceptions.BucketExecutionException ex) {
            throw new DataAccessResourceFailureException("The counters of sign-in attempts cannot be reached", ex);
        }
    }

    private static Duration count(BucketProxy bucket) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill());
    }

    private BucketProxy bucket(Realm realm, String kind, String subject, BucketConfiguration limits) {
        return buckets.getProxy(key(realm, kind, subject), () -> limits);
    }

    /** A keyed hash, because the table must hold neither names nor addresses. */
    private String key(Realm realm, String kind, String subject) {
        try {
            byte[] message = (realm.id() + "\n" + kind + "\n" + subject).getBytes(StandardCharsets.UTF_8);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.compute(message, KEY_BYTES));
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("HMAC-SHA-256 is not available", ex);
        }
    }

    private static Bandwidth limit(long attempts, Duration period) {
        return Bandwidth.builder()
                .capacity(attempts)
                .refillGreedy(attempts, period)
                .build();
    }

    private record ClockMeter(Clock clock) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return clock.millis() * 1_000_000L;
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
