package org.gatehouse.audit.merkle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A run of leaves anywhere in a log, reduced to the roots of the largest complete subtrees it consists of. Neighbouring
 * runs join, so that the tree of a long log can be computed in parts. Not thread-safe.
 */
public final class CompactRange {

    private final List<Subtree> subtrees;
    private final long begin;
    private long end;

    private record Subtree(int level, byte[] root) {}

    private CompactRange(long begin, long end, List<Subtree> subtrees) {
        this.begin = begin;
        this.end = end;
        this.subtrees = subtrees;
    }

    /** An empty run that begins at this index. */
    public static CompactRange at(long begin) {
        return new CompactRange(begin, begin, new ArrayList<>());
    }

    /** The whole tree a frontier stands for. */
    public static CompactRange of(Frontier frontier) {
        CompactRange range = at(0);
        byte[] bytes = frontier.bytes();
        for (int at = 0; range.end < frontier.size(); at += LeafHash.LENGTH) {
            byte[] root = Arrays.copyOfRange(bytes, at, at + LeafHash.LENGTH);
            range.append(63 - Long.numberOfLeadingZeros(frontier.size() - range.end), root);
        }
        return range;
    }

    public void append(byte[] leaf) {
        append(0, leaf);
    }

    /**
     * Joins the run that follows this one.
     *
     * @throws IllegalArgumentException when it does not
     */
    public void append(CompactRange next) {
        if (next.begin != end) {
            throw new IllegalArgumentException("A run that begins at " + next.begin + " does not follow " + end + ".");
        }
        next.subtrees.forEach(subtree -> append(subtree.level(), subtree.root()));
    }

    public CompactRange copy() {
        return new CompactRange(begin, end, new ArrayList<>(subtrees));
    }

    /** Index after the last leaf. */
    public long end() {
        return end;
    }

    /**
     * The tree's frontier.
     *
     * @throws IllegalStateException when the run does not begin where the log does
     */
    public Frontier frontier() {
        if (begin != 0) {
            throw new IllegalStateException("A run that begins at " + begin + " is not a tree.");
        }
        byte[] bytes = new byte[subtrees.size() * LeafHash.LENGTH];
        for (int i = 0; i < subtrees.size(); i++) {
            System.arraycopy(subtrees.get(i).root(), 0, bytes, i * LeafHash.LENGTH, LeafHash.LENGTH);
        }
        return Frontier.of(end, bytes);
    }

    /**
     * Adds a complete subtree of {@code 2^level} leaves; it must begin at a multiple of its size. Two neighbours merge when
     * together they are complete, which depends on where the left one begins.
     */
    public void append(int level, byte[] root) {
        subtrees.add(new Subtree(level, root));
        end += 1L << level;
        int merged = level;
        while (subtrees.size() > 1
                && subtrees.get(subtrees.size() - 2).level() == merged
                && ((end >> merged) & 1) == 0) {
            Subtree right = subtrees.remove(subtrees.size() - 1);
            Subtree left = subtrees.remove(subtrees.size() - 1);
            subtrees.add(new Subtree(++merged, LeafHash.node(left.root(), right.root())));
        }
    }
}
