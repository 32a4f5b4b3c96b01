package org.gatehouse.audit.verify;

/** The first thing wrong in a log, in words an auditor can act on. */
public record Fault(String log, long index, String what) {}
