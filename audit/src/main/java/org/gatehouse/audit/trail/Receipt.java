package org.gatehouse.audit.trail;

import java.time.Instant;

/**
 * Where an event went. Together log and index name the entry for ever.
 *
 * @param log {@code realm/tier}, for example {@code acme/P13M}
 * @param index position in the log, from 0 without gaps
 * @param at the entry's time, strictly increasing within its log
 */
public record Receipt(String log, long index, Instant at) {}
