package org.gatehouse.audit.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gatehouse.audit.merkle.CompactRange;
import org.gatehouse.audit.merkle.Frontier;

/** Joins a log's parts in order: that they follow each other, and what tree they are together. */
final class Fold {

    private final Claim claim;
    private final CompactRange tree;
    private final List<byte[]> roots = new ArrayList<>();
    private final Map<Long, byte[]> rootsAtStops = new TreeMap<>();
    private long lastTs = Long.MIN_VALUE;

    Fold(Claim claim) {
        this.claim = claim;
        this.tree = CompactRange.of(claim.lost());
    }

    /** Joins the next part; the first fault ends it. */
    Optional<Fault> add(Part part) {
        if (part.first() < 0) {
            return Optional.empty();
        }
        Optional<Fault> seam = seam(part);
        if (seam.isPresent()) {
            return seam;
        } else if (part.fault() != null) {
            return Optional.of(part.fault());
        }
        part.stops().forEach(this::rootAt);
        tree.append(part.tree());
        roots.addAll(part.roots());
        lastTs = part.lastTs();
        return Optional.empty();
    }

    /** After the last part. */
    Optional<Fault> end() {
        return size() < claim.size()
                ? fault(size(), "the entry is missing: the head counts " + claim.size())
                : Optional.empty();
    }

    long size() {
        return tree.end();
    }

    long lastTs() {
        return lastTs;
    }

    List<byte[]> roots() {
        return roots;
    }

    Frontier frontier() {
        return tree.frontier();
    }

    /** The root the log had at a size that was asked for; empty when it never had that size. */
    Optional<byte[]> rootAt(long size) {
        return size == 0 ? Optional.of(Frontier.empty().root()) : Optional.ofNullable(rootsAtStops.get(size));
    }

    private void rootAt(CompactRange stop) {
        CompactRange whole = tree.copy();
        whole.append(stop);
        rootsAtStops.put(whole.end(), whole.frontier().root());
    }

    private Optional<Fault> seam(Part part) {
        if (part.first() > size()) {
            return fault(size(), "the entry is missing: entry " + part.first() + " follows");
        } else if (part.first() < size()) {
            return fault(part.first(), "the entry comes after entry " + (size() - 1));
        } else if (part.firstTs() <= lastTs) {
            return fault(size(), "the time is not after the time of the entry before");
        }
        return Optional.empty();
    }

    private Optional<Fault> fault(long index, String what) {
        return Optional.of(new Fault(claim.name(), index, what));
    }
}
