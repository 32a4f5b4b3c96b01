package org.gatehouse.audit.verify;

/** How far a verification is: entries checked so far in all logs, and the log being read. */
public record Progress(String log, long entries) {}
