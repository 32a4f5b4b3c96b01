package org.gatehouse.server.reporting;

/**
 * One thing that is wrong with a report.
 *
 * @param index of the entry in the report, from 0
 * @param pointer to the place in that entry (RFC 6901)
 * @param rule a stable code
 * @param message what to do about it; nothing that was sent is repeated
 */
public record ReportProblem(int index, String pointer, String rule, String message) {}
