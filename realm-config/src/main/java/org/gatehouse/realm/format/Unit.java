package org.gatehouse.realm.format;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An entry of a mapping or an item of a list, with the comments that are about it. */
final class Unit {

    /** As written, an entry's; an item has none. */
    final @Nullable String key;

    final Group parent;

    /** Of the key, or of the dash. */
    final int start;

    /** Comments above it, each on its line; an empty text is an empty line. */
    final List<String> above = new ArrayList<>();

    /** Comments behind it, on its line. */
    final List<String> beside = new ArrayList<>();

    int rank;
    int valueStart;
    int end;

    /** A scalar as written; empty when the value is a group. */
    String scalar = "";

    @Nullable
    Group group;

    Unit(@Nullable String key, Group parent, int start) {
        this.key = key;
        this.parent = parent;
        this.start = start;
    }

    boolean contains(int index) {
        return start <= index && index < end;
    }
}
