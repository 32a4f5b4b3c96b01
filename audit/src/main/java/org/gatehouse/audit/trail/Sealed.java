package org.gatehouse.audit.trail;

import org.gatehouse.audit.merkle.LeafHash;
import org.jspecify.annotations.Nullable;

/** A sealed segment with the digest that goes into the entry, or nothing. */
record Sealed(long ref, byte @Nullable [] bytes, byte @Nullable [] digest) {

    static final Sealed NOTHING = new Sealed(0, null, null);

    /** Of somebody who was erased there is nothing to keep. */
    static Sealed nothingOf(long ref) {
        return new Sealed(ref, null, null);
    }

    static Sealed of(long ref, byte[] bytes) {
        return new Sealed(ref, bytes, LeafHash.plain(bytes));
    }
}
