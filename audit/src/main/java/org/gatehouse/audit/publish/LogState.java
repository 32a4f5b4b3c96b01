package org.gatehouse.audit.publish;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.note.Checkpoint;
import org.gatehouse.audit.note.SignedNote;
import org.gatehouse.audit.note.VerificationKey;

/**
 * A log as it stands now, and what is signed of it.
 *
 * @param firstIndex the first entry that is kept
 * @param size entries ever written
 * @param key empty until the first checkpoint
 * @param newest empty until there is one, and when it was altered
 */
public record LogState(
        String realm,
        Tier tier,
        String origin,
        long firstIndex,
        long size,
        Optional<VerificationKey> key,
        Optional<Signed> newest) {

    /** A checkpoint as it was signed and, perhaps, cosigned. */
    public record Signed(Instant at, SignedNote note) {

        public Optional<Checkpoint> checkpoint() {
            return Checkpoint.of(note);
        }
    }

    /** As receipts and people name it, for example {@code acme/P13M}. */
    public String name() {
        return realm + "/" + tier.name();
    }

    /** Whether the log's key signed the newest checkpoint, and it is not about more than there is. */
    public boolean isSigned() {
        return key.flatMap(own -> newest.flatMap(signed -> Checkpoint.verified(signed.note(), own)))
                .filter(checkpoint -> checkpoint.size() <= size)
                .isPresent();
    }

    /** Who else signed the newest checkpoint, by name; whether they really did is checked with their keys. */
    public List<String> witnesses() {
        return newest.stream()
                .flatMap(signed -> signed.note().signatures().stream())
                .map(SignedNote.Line::name)
                .filter(name -> !name.equals(origin))
                .distinct()
                .toList();
    }
}
