package org.gatehouse.server.console.trail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.note.Checkpoint;
import org.gatehouse.audit.note.EntryProof;
import org.gatehouse.audit.note.PrunedStatement;
import org.gatehouse.audit.note.SignedNote;
import org.gatehouse.audit.note.VerificationKey;
import org.gatehouse.audit.publish.TrailProofs;
import org.gatehouse.audit.query.EntryView;
import org.springframework.stereotype.Component;

/** Whether an entry is, as it is stored now, what its log's newest checkpoint was signed for. */
@Component
class EntryIntegrity {

    /** Longer than any checkpoint takes that is not missing. */
    private static final Duration SIGNED_WITHIN = Duration.ofMinutes(2);

    private final TrailProofs proofs;
    private final Clock clock;

    EntryIntegrity(TrailProofs proofs, Clock clock) {
        this.proofs = proofs;
        this.clock = clock;
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
        BROKEN;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param size of the checkpoint, in entries; 0 without one */
    record Integrity(Verdict verdict, long size) {}

    /** Costs some hundred hashes and a signature; nothing is remembered. */
    Integrity check(String realm, Tier tier, EntryView entry) {
        try {
            Optional<VerificationKey> key = proofs.key(realm, tier);
            Optional<EntryProof> proof = proofs.prove(realm, tier, entry.index());
            if (proof.isPresent() && key.isPresent()) {
                return new Integrity(
                        verdict(proof.get(), key.get()), size(proof.get().checkpoint()));
            }
            return new Integrity(
                    unproved(realm, tier, entry, key),
                    proofs.checkpoint(realm, tier).map(EntryIntegrity::size).orElse(0L));
        } catch (IOException ex) {
            if (ex.getCause() instanceof SQLException) {
                throw new UncheckedIOException(ex); // the database is away
            }
            return new Integrity(Verdict.BROKEN, 0); // a piece of the tree is missing, or not what it must be
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

    /** Without a proof only what is signed, or a new entry's age, is an excuse: anybody can take a row away. */
    private Verdict unproved(String realm, Tier tier, EntryView entry, Optional<VerificationKey> key)
            throws IOException {
        Optional<SignedNote> pruned = proofs.pruned(realm, tier);
        boolean aside = key.isPresent()
                && pruned.flatMap(note -> PrunedStatement.verified(note, key.get()))
                        .filter(statement -> entry.index() < statement.lost().size())
                        .isPresent();
        if (aside) {
            return Verdict.ASIDE;
        }
        boolean isNew = entry.at().isAfter(clock.instant().minus(SIGNED_WITHIN));
        return isNew ? Verdict.PENDING : Verdict.BROKEN;
    }

    private static long size(SignedNote note) {
        return Checkpoint.of(note).map(Checkpoint::size).orElse(0L);
    }
}
