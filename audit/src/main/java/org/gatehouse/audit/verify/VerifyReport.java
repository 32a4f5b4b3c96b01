package org.gatehouse.audit.verify;

import java.util.List;

/** What a verification saw. At most one fault per log: after the first wrong entry nothing later can be relied on. */
public record VerifyReport(long entries, int logs, List<Fault> faults) {

    public VerifyReport {
        faults = List.copyOf(faults);
    }

    public boolean intact() {
        return faults.isEmpty();
    }
}
