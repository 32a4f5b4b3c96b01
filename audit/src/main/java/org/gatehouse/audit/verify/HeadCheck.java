package org.gatehouse.audit.verify;

import java.util.Arrays;
import java.util.Optional;
import org.gatehouse.audit.merkle.Frontier;

/** The head, tiles and checkpoints of a log beside what its rows came to. */
final class HeadCheck {

    private HeadCheck() {}

    static Optional<Fault> check(DatabaseLog log, Fold fold) {
        StoredHead head = log.head();
        Claim claim = log.claim();
        if (head.lastTs() != null && fold.lastTs() != Long.MIN_VALUE && head.lastTs() != fold.lastTs()) {
            return fault(head, fold.size() - 1, "the time is not the head's last time");
        } else if (claim.tiled() > fold.size()) {
            return fault(head, fold.size(), "the entry is missing: tiles exist of " + claim.tiled() + " entries");
        }
        return tree(head, fold).or(() -> log.checkpoints().check(fold));
    }

    private static Optional<Fault> tree(StoredHead head, Fold fold) {
        Frontier frontier = fold.frontier();
        if (!Arrays.equals(frontier.bytes(), head.frontier())) {
            return fault(
                    head,
                    firstDifference(frontier, head),
                    "the entries from here on do not hash to the head's frontier");
        } else if (!Arrays.equals(frontier.root(), head.root())) {
            return fault(head, head.size(), "the head's root is not the root of the entries");
        }
        return Optional.empty();
    }

    private static long firstDifference(Frontier frontier, StoredHead head) {
        try {
            return frontier.firstDifference(Frontier.of(head.size(), head.frontier()));
        } catch (IllegalArgumentException ex) {
            return 0; // the frontier itself was cut
        }
    }

    private static Optional<Fault> fault(StoredHead head, long index, String what) {
        return Optional.of(new Fault(head.name(), index, what));
    }
}
