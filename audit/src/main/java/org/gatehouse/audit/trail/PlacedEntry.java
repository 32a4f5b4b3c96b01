package org.gatehouse.audit.trail;

import org.gatehouse.audit.entry.Micros;

/**
 * An entry in its place.
 *
 * @param ts microseconds since 1970
 */
record PlacedEntry(SealedEntry entry, long index, long ts, byte[] leaf) {

    Receipt receipt() {
        return new Receipt(entry.log().name(), index, Micros.toInstant(ts));
    }
}
