package org.gatehouse.audit.retention;

import java.time.YearMonth;
import java.util.List;
import org.gatehouse.audit.event.Tier;

/**
 * What one run did.
 *
 * @param dropped months that are gone
 * @param waiting months that are no longer read but whose tables somebody still had open; the next run drops them
 * @param broken logs of whose oldest month entries are missing or wrong; nothing of that tier was dropped
 */
public record ExpiryReport(List<Dropped> dropped, List<String> waiting, List<Broken> broken) {

    public ExpiryReport {
        dropped = List.copyOf(dropped);
        waiting = List.copyOf(waiting);
        broken = List.copyOf(broken);
    }

    /** A month of one tier, of all realms. */
    public record Dropped(Tier tier, YearMonth month, long entries, long held) {}

    /**
     * @param log {@code realm/tier}
     * @param index the first entry that is not what its place asks for
     */
    public record Broken(String log, long index) {}
}
