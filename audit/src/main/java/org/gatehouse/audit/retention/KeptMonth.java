package org.gatehouse.audit.retention;

import java.time.Instant;
import java.time.YearMonth;
import org.gatehouse.audit.event.Tier;

/**
 * A month of a realm's entries that share a tier.
 *
 * @param firstIndex place of its first entry in the log
 * @param entries how many it has
 * @param dueAt when the next run of expiry drops it
 */
public record KeptMonth(Tier tier, YearMonth month, long firstIndex, long entries, Instant dueAt) {}
