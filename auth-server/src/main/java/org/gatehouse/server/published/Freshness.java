package org.gatehouse.server.published;

import java.time.Duration;

/**
 * How old a published document may be.
 *
 * @param fresh so long nobody looks whether there is a newer one
 * @param between so long nobody looks again, whatever is asked for: whoever makes key ids up causes no more calls
 * @param longest so long it serves while it cannot be fetched; what was withdrawn must not live on by being unreachable
 */
public record Freshness(Duration fresh, Duration between, Duration longest) {}
