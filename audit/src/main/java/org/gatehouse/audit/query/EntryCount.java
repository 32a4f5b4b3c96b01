package org.gatehouse.audit.query;

/**
 * How many entries match a filter.
 *
 * @param more whether there may be more: counting ends at {@link #EXACT}, and where too many entries did not match
 */
public record EntryCount(long entries, boolean more) {

    /** Most entries that are counted one by one. */
    public static final int EXACT = 10_000;
}
