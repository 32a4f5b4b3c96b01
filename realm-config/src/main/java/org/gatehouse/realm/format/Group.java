package org.gatehouse.realm.format;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A mapping or a list, with the comments at its end. */
final class Group {

    final boolean mapping;

    /** Whether it was written in brackets. */
    final boolean flow;

    /** What it is the value of; the whole file is of nothing. */
    final @Nullable Unit owner;

    final int start;
    final List<Unit> units = new ArrayList<>();

    /** Comments that belong to none of its units, and empty lines. */
    final List<String> below = new ArrayList<>();

    /** Of the whole file only: what stands above everything. */
    final List<String> header = new ArrayList<>();

    /** Of its units, in a block. */
    int column;

    int end;

    Group(boolean mapping, boolean flow, @Nullable Unit owner, int start) {
        this.mapping = mapping;
        this.flow = flow;
        this.owner = owner;
        this.start = start;
    }

    boolean encloses(int index) {
        return start < index && index < end;
    }
}
