package org.gatehouse.server.realm;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people or programs lose or get by a change.
 *
 * @param sentence in English, for files, programs and the command line
 * @param code of the message {@code console.risk.} for the pages that show it; null where none does
 * @param arguments of the message
 */
public record Risk(String sentence, @Nullable String code, List<String> arguments) {

    public Risk {
        arguments = List.copyOf(arguments);
    }

    public static Risk of(String sentence) {
        return new Risk(sentence, null, List.of());
    }
}
