package org.gatehouse.server.password;

import java.text.Normalizer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.gatehouse.realm.password.PasswordCheck;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/** Argon2id (RFC 9106) with bounded concurrency. Every call to {@link #matches} hashes exactly once. */
@Component
public class PasswordHashing {

    /** Longest password, in characters after NFC; checked before hashing so that length costs nothing. */
    public static final int MAX_LENGTH = PasswordCheck.LONGEST_CANDIDATE;

    /** How long a hash may wait for its turn. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int MEMORY_KIB = 19_456; // with two passes: OWASP's first choice, 25-35 ms here
    private static final int PASSES = 2;

    private final Argon2PasswordEncoder encoder;
    private final int atMost = Math.max(2, Runtime.getRuntime().availableProcessors());
    private final Semaphore turns = new Semaphore(atMost, true);
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    /** A hash nobody's password has: compared against when there is no account, so that both take the same work. */
    private final Supplier<String> nobody;

    public PasswordHashing() {
        this(MEMORY_KIB, PASSES);
    }

    PasswordHashing(int memoryKib, int passes) {
        encoder = new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, memoryKib, passes);
        nobody = new Memoized(() -> encoder.encode("nobody has this password"));
    }

    /** How passwords are compared: canonically composed, so that every keyboard's "é" is one "é". */
    public static String normalize(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC);
    }

    public String hash(String password) {
        return bounded(() -> encoder.encode(normalize(password)));
    }

    /**
     * Whether the password is the hashed one. Hashes once whatever the answer; without a hash, or with a password that is
     * too long, the answer is no after the same work.
     */
    public boolean matches(String password, @Nullable String hash) {
        boolean tooLong = PasswordCheck.isTooLong(password);
        boolean possible = hash != null && !tooLong;
        String candidate = tooLong ? "" : normalize(password);
        boolean equal = bounded(() -> encoder.matches(candidate, hash != null ? hash : nobody.get()));
        return possible && equal;
    }

    public boolean needsUpgrade(String hash) {
        return encoder.upgradeEncoding(hash);
    }

    /** Number of hash computations so far: tests compare paths by it instead of by time. */
    public long calls() {
        return calls.get();
    }

    /** The most hashes there are at once: what bounds their memory. */
    int atMost() {
        return atMost;
    }

    int running() {
        return atMost - turns.availablePermits();
    }

    int waiting() {
        return turns.getQueueLength();
    }

    long refused() {
        return refused.get();
    }

    private <T> T bounded(Supplier<T> work) {
        if (!acquire()) {
            refused.incrementAndGet();
            throw new BusyException();
        }
        try {
            calls.incrementAndGet();
            return work.get();
        } finally {
            turns.release();
        }
    }

    private boolean acquire() {
        try {
            return turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static final class Memoized implements Supplier<String> {

        private final Supplier<String> source;
        private @Nullable String value;

        Memoized(Supplier<String> source) {
            this.source = source;
        }

        @Override
        public synchronized String get() {
            if (value == null) {
                value = source.get();
            }
            return value;
        }
    }
}
