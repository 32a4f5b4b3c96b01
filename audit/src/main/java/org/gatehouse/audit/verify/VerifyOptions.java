package org.gatehouse.audit.verify;

import java.util.List;
import org.gatehouse.audit.note.SignedNote;
import org.gatehouse.audit.note.VerificationKey;
import org.gatehouse.audit.note.WitnessKey;
import org.jspecify.annotations.Nullable;

/**
 * What a verification is told from outside the database, which may lie.
 *
 * @param keys of logs, by their origins; whoever has none trusts the database's
 * @param checkpoints that were kept elsewhere
 * @param threads at work
 * @param witnesses whose cosignatures are asked for; nobody's when empty
 * @param quorum how many of them must have cosigned a checkpoint of each log
 */
public record VerifyOptions(
        List<VerificationKey> keys, List<SignedNote> checkpoints, int threads, List<WitnessKey> witnesses, int quorum) {

    public VerifyOptions {
        keys = List.copyOf(keys);
        checkpoints = List.copyOf(checkpoints);
        if (threads < 1) {
            throw new IllegalArgumentException("At least one thread verifies, not " + threads + ".");
        }
        witnesses = List.copyOf(witnesses);
        long different = witnesses.stream().distinct().count();
        if (quorum < 0 || quorum > different || (quorum == 0 && different > 0)) {
            throw new IllegalArgumentException(
                    "The quorum is between 1 and the number of witnesses that were given, " + different + ".");
        }
    }

    /** Without witnesses. */
    public VerifyOptions(List<VerificationKey> keys, List<SignedNote> checkpoints, int threads) {
        this(keys, checkpoints, threads, List.of(), 0);
    }

    /** Nothing known from outside, and as many threads as there are processors. */
    public static VerifyOptions defaults() {
        return new VerifyOptions(List.of(), List.of(), Runtime.getRuntime().availableProcessors());
    }

    public VerifyOptions withThreads(int value) {
        return new VerifyOptions(keys, checkpoints, value, witnesses, quorum);
    }

    public VerifyOptions withKeys(List<VerificationKey> value) {
        return new VerifyOptions(value, checkpoints, threads, witnesses, quorum);
    }

    public VerifyOptions withCheckpoints(List<SignedNote> value) {
        return new VerifyOptions(keys, value, threads, witnesses, quorum);
    }

    /** @param value null when all of them are asked for */
    public VerifyOptions withWitnesses(List<WitnessKey> keysOfWitnesses, @Nullable Integer value) {
        int asked = value == null ? (int) keysOfWitnesses.stream().distinct().count() : value;
        return new VerifyOptions(keys, checkpoints, threads, keysOfWitnesses, asked);
    }
}
