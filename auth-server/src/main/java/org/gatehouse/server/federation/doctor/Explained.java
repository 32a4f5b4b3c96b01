package org.gatehouse.server.federation.doctor;

import org.jspecify.annotations.Nullable;

/**
 * A finding in words.
 *
 * @param check a code for what was looked at
 * @param title what was looked at
 * @param seen what was seen
 * @param why it matters
 * @param fix what to do about it, at the provider by its own words; null when there is nothing to do
 * @param copy a text to take over exactly; null when there is none
 */
public record Explained(
        String check,
        State state,
        String title,
        String seen,
        String why,
        @Nullable String fix,
        @Nullable String copy) {}
