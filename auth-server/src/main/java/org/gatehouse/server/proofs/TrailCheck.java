package org.gatehouse.server.proofs;

import java.time.Instant;
import java.util.List;
import org.gatehouse.audit.verify.Fault;
import org.jspecify.annotations.Nullable;

/**
 * The verification of a realm's logs: the one under way and the last one.
 *
 * @param running null while none is
 * @param last null before the first
 */
public record TrailCheck(
        @Nullable Running running, @Nullable Last last) {

    static final TrailCheck NONE = new TrailCheck(null, null);

    /**
     * One under way.
     *
     * @param entries checked so far
     * @param total there are; 0 until that is known
     */
    public record Running(Instant startedAt, long entries, long total) {}

    /**
     * What one came to.
     *
     * @param entries checked; null when it could not be checked, which says nothing of the trail
     * @param faults the first of each log
     * @param entry the trail's entry about it, as {@code tier:index}; null when the trail took none
     */
    public record Last(
            Instant endedAt,
            @Nullable Long entries,
            List<Fault> faults,
            @Nullable String entry) {

        public Last {
            faults = List.copyOf(faults);
        }

        /** Everything was read, and it is what was signed. */
        public boolean isIntact() {
            return entries != null && faults.isEmpty();
        }
    }
}
