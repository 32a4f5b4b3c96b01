package org.gatehouse.audit.anchor;

import org.gatehouse.audit.note.Checkpoint;
import org.gatehouse.audit.note.SignedNote;
import org.gatehouse.audit.note.VerificationKey;

/**
 * The newest checkpoint known of a log, and the key it was signed with.
 *
 * @throws IllegalArgumentException when the key did not sign the note
 */
public record Anchor(VerificationKey key, SignedNote note) {

    public Anchor {
        if (Checkpoint.verified(note, key).isEmpty()) {
            throw new IllegalArgumentException("The checkpoint was not signed by the key beside it.");
        }
    }

    public Checkpoint checkpoint() {
        return Checkpoint.of(note).orElseThrow();
    }
}
