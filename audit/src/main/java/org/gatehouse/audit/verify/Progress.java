package org.gatehouse.audit.verify;

/**
 * How far a verification is.
 *
 * @param log being read
 * @param entries checked so far in all logs
 * @param total there are to check
 */
public record Progress(String log, long entries, long total) {}
