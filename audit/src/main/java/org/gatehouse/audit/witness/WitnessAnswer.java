package org.gatehouse.audit.witness;

import org.gatehouse.audit.note.Cosignature;

/** What a witness said to a checkpoint. */
public sealed interface WitnessAnswer {

    /** It cosigned, and the signature was checked. */
    record Cosigned(Cosignature cosignature) implements WitnessAnswer {}

    /** It knows the log at another size than was said, or has another root at that size. */
    record Knows(long size) implements WitnessAnswer {}

    /** It knows another tree at the size it was proved from. */
    record Contradicts() implements WitnessAnswer {}

    /** Nothing that counts. */
    record Nothing(Reason reason) implements WitnessAnswer {}

    /** Why there is no cosignature. */
    enum Reason {
        /** No answer in time, or none at all. */
        AWAY,
        /** It does not know the log (404). */
        UNKNOWN_LOG,
        /** It knows the log by another key (403). */
        UNKNOWN_KEY,
        /** Another status, or an answer that is none. */
        UNUSABLE,
        /** Its signature is not valid, or not by its key. */
        WRONG_SIGNATURE,
        /** What it knows is older than what can still be proved, since entries have expired. */
        TOO_OLD
    }
}
