package org.gatehouse.audit.verify;

import java.util.List;
import org.gatehouse.audit.note.SignedNote;
import org.gatehouse.audit.note.VerificationKey;

/**
 * What a verification is told from outside the database, which may lie.
 *
 * @param keys of logs, by their origins; whoever has none trusts the database's
 * @param checkpoints that were kept elsewhere
 * @param threads at work
 */
public record VerifyOptions(List<VerificationKey> keys, List<SignedNote> checkpoints, int threads) {

    public VerifyOptions {
        keys = List.copyOf(keys);
        checkpoints = List.copyOf(checkpoints);
        if (threads < 1) {
            throw new IllegalArgumentException("At least one thread verifies, not " + threads + ".");
        }
    }

    /** Nothing known from outside, and as many threads as there are processors. */
    public static VerifyOptions defaults() {
        return new VerifyOptions(List.of(), List.of(), Runtime.getRuntime().availableProcessors());
    }

    public VerifyOptions withThreads(int value) {
        return new VerifyOptions(keys, checkpoints, value);
    }

    public VerifyOptions withKeys(List<VerificationKey> value) {
        return new VerifyOptions(value, checkpoints, threads);
    }

    public VerifyOptions withCheckpoints(List<SignedNote> value) {
        return new VerifyOptions(keys, value, threads);
    }
}
