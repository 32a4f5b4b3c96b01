package org.gatehouse.audit.verify;

import java.util.List;

/**
 * What a verification saw. At most one fault per log: after the first wrong entry nothing later can be relied on.
 *
 * @param witnessed the cosignatures of each log that has a checkpoint
 */
public record VerifyReport(long entries, int logs, List<Fault> faults, List<Witnessed> witnessed) {

    public VerifyReport {
        faults = List.copyOf(faults);
        witnessed = List.copyOf(witnessed);
    }

    /** Of logs that nobody else vouches for. */
    public VerifyReport(long entries, int logs, List<Fault> faults) {
        this(entries, logs, faults, List.of());
    }

    public boolean intact() {
        return faults.isEmpty();
    }
}
