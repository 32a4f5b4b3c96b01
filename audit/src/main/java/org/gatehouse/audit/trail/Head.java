package org.gatehouse.audit.trail;

/**
 * Where a log stands: what its next entry follows.
 *
 * @param lastTs microseconds since 1970, 0 for a log without entries
 * @param frontier as {@link org.gatehouse.audit.merkle.Frontier} writes it
 */
record Head(Log log, long size, long lastTs, byte[] frontier) {}
