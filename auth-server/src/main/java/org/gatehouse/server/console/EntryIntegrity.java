package org.gatehouse.server.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.note.Checkpoint;
import org.gatehouse.audit.note.EntryProof;
import org.gatehouse.audit.note.SignedNote;
import org.gatehouse.audit.note.VerificationKey;
import org.gatehouse.audit.publish.TrailProofs;
import org.springframework.stereotype.Component;

/** Whether an entry is, as it is stored now, what its log's newest checkpoint was signed for. */
@Component
class EntryIntegrity {

    private final TrailProofs proofs;

    EntryIntegrity(TrailProofs proofs) {
        this.proofs = proofs;
    }

    /** What the check came to. */
    enum Verdict {
        /** It leads to the root that was signed. */
        PROVED,
        /** No checkpoint covers it yet, which takes about a second. */
        PENDING,
        /** A legal hold keeps it beyond the beginning of its log, where the way to the root is gone. */
        ASIDE,
        /** Something in the database was changed past the service. */
        BROKEN
    }

    /** @param size of the checkpoint, in entries; 0 without one */
    record Integrity(Verdict verdict, long size) {}

    /** Costs some hundred hashes and a signature; nothing is remembered. */
    Integrity check(String realm, Tier tier, long index) {
        try {
            Optional<VerificationKey> key = proofs.key(realm, tier);
            Optional<EntryProof> proof = proofs.prove(realm, tier, index);
            if (proof.isPresent() && key.isPresent()) {
                return new Integrity(verdict(proof.get(), key.get()), size(proof.get().checkpoint()));
            }
            long signed = proofs.checkpoint(realm, tier).map(EntryIntegrity::size).orElse(0L);
            return new Integrity(index < signed ? Verdict.ASIDE : Verdict.PENDING, signed);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex); // its cause says that the database is away
        }
    }

    /** Empty where {@link #check} finds nothing to prove. */
    Optional<EntryProof> proof(String realm, Tier tier, long index) {
        try {
            return proofs.prove(realm, tier, index);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static Verdict verdict(EntryProof proof, VerificationKey key) {
        return proof.isValid(key) ? Verdict.PROVED : Verdict.BROKEN;
    }

    private static long size(SignedNote note) {
        return Checkpoint.of(note).map(Checkpoint::size).orElse(0L);
    }
}
