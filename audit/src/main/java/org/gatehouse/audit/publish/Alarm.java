package org.gatehouse.audit.publish;

import org.gatehouse.audit.event.Tier;

/**
 * Something is wrong with a log, seen while the service runs.
 *
 * @param index first entry concerned
 * @param what one sentence for an operator
 */
public record Alarm(Kind kind, String realm, Tier tier, long index, String what) {

    /** What must follow from it. */
    public enum Kind {
        /** The log is not the one signed for before: nothing may be appended to it. */
        FORKED,
        /** Its rows do not hash to its head: nothing more is signed. */
        BROKEN
    }

    /** The log's name, for example {@code acme/P13M}. */
    public String log() {
        return realm + "/" + tier.name();
    }
}
