package org.gatehouse.server.federation.doctor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of one thing. The words are in the messages: {@link FindingTexts}.
 *
 * @param check what was looked at
 * @param outcome what was found
 * @param values what the words are about, never a secret
 * @param copy a text to take over exactly; null when there is none
 */
record Finding(
        String check,
        State state,
        String outcome,
        List<String> values,
        @Nullable String copy) {

    /** Characters of a value that are shown: others write some of them. */
    private static final int LONGEST = 300;

    Finding {
        values = values.stream()
                .map(value -> value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "…")
                .toList();
    }

    static Finding ok(String check, String outcome, String... values) {
        return new Finding(check, State.OK, outcome, List.of(values), null);
    }

    static Finding warning(String check, String outcome, String... values) {
        return new Finding(check, State.WARNING, outcome, List.of(values), null);
    }

    static Finding problem(String check, String outcome, String... values) {
        return new Finding(check, State.PROBLEM, outcome, List.of(values), null);
    }

    static Finding notLookedAt(String check, String outcome, String... values) {
        return new Finding(check, State.NOT_LOOKED_AT, outcome, List.of(values), null);
    }

    Finding toCopy(String text) {
        return new Finding(check, state, outcome, values, text);
    }
}
