package org.gatehouse.audit.verify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.gatehouse.audit.note.Checkpoint;
import org.gatehouse.audit.note.Cosignature;
import org.gatehouse.audit.note.SignedNote;
import org.gatehouse.audit.note.VerificationKey;

/** One log's checkpoints: signed by its key, and true of its entries. */
final class CheckpointCheck {

    private final String log;
    private final TreeMap<Long, Checkpoint> bySize = new TreeMap<>();
    private final List<SignedNote> notes = new ArrayList<>();
    private Optional<Fault> fault = Optional.empty();

    CheckpointCheck(String log) {
        this.log = log;
    }

    /** Takes notes of the log's present origin; one the key did not sign is a fault. */
    void add(List<SignedNote> notes, Optional<VerificationKey> key) {
        for (SignedNote note : notes) {
            Optional<Checkpoint> checkpoint = key.flatMap(known -> Checkpoint.verified(note, known));
            if (checkpoint.isEmpty()) {
                long size = Checkpoint.of(note).map(Checkpoint::size).orElse(0L);
                fail(Math.max(size - 1, 0), "the checkpoint of " + size + " entries is not signed by the log's key");
            } else {
                take(checkpoint.get());
                this.notes.add(note);
            }
        }
    }

    private void take(Checkpoint checkpoint) {
        Checkpoint same = bySize.putIfAbsent(checkpoint.size(), checkpoint);
        if (same != null && !same.equals(checkpoint)) {
            fail(Math.max(checkpoint.size() - 1, 0), "two checkpoints of " + checkpoint.size() + " entries differ");
        }
    }

    void fail(long index, String what) {
        if (fault.isEmpty()) {
            fault = Optional.of(new Fault(log, index, what));
        }
    }

    /** What was wrong with the notes themselves. */
    Optional<Fault> fault() {
        return fault;
    }

    TreeMap<Long, Checkpoint> bySize() {
        return bySize;
    }

    /** The checkpoint that is not true points at the entries since the one before it. */
    Optional<Fault> check(Fold fold) {
        if (fault.isPresent()) {
            return fault;
        }
        long good = 0;
        for (Checkpoint checkpoint : bySize.values()) {
            long size = checkpoint.size();
            if (size > fold.size()) {
                return of(fold.size(), "the entry is missing: a checkpoint of " + size + " entries was signed");
            }
            Optional<byte[]> root = fold.rootAt(size);
            if (root.isPresent() && !checkpoint.hasRoot(root.get())) {
                return of(
                        good,
                        "one of the entries " + good + " to " + (size - 1) + " is not the one the checkpoint of " + size
                                + " entries was signed for");
            }
            good = size;
        }
        return Optional.empty();
    }

    /** After the checkpoints were found true: whether enough others vouch for one of them. */
    Optional<Fault> quorum(VerifyOptions options) {
        if (options.quorum() == 0 || witnessed(options).isPresent() || bySize.isEmpty()) {
            return Optional.empty();
        }
        long size = bySize.lastKey();
        long most = notes.stream()
                .filter(note -> size(note) == size)
                .mapToLong(note -> Cosignature.count(note, options.witnesses()))
                .max()
                .orElse(0);
        return of(
                Math.max(size - 1, 0),
                "the checkpoint of " + size + " entries has " + most + " of " + options.quorum()
                        + " cosignatures that are asked for");
    }

    /** Up to where enough others vouch. */
    Optional<Witnessed> witnessed(VerifyOptions options) {
        boolean checked = options.quorum() > 0;
        return notes.stream()
                .map(note -> new Witnessed(log, size(note), count(note, options), checked))
                .filter(found -> found.cosignatures() >= Math.max(1, options.quorum()))
                .max(Comparator.comparing(Witnessed::size).thenComparing(Witnessed::cosignatures));
    }

    private static long count(SignedNote note, VerifyOptions options) {
        return options.quorum() > 0
                ? Cosignature.count(note, options.witnesses())
                : note.signatures().stream()
                                .map(SignedNote.Line::name)
                                .distinct()
                                .count()
                        - 1;
    }

    private static long size(SignedNote note) {
        return Checkpoint.of(note).map(Checkpoint::size).orElse(0L);
    }

    private Optional<Fault> of(long index, String what) {
        return Optional.of(new Fault(log, index, what));
    }
}
