package org.gatehouse.audit.sentence;

import java.util.Optional;

/** What a realm calls the kinds of objects it defined for itself. */
@FunctionalInterface
public interface ObjectTitles {

    /**
     * @param kind begins with {@code x.}
     * @param language {@code en} or {@code fr}
     */
    Optional<String> find(String kind, String language);

    /** Knows none: such kinds are shown by their code. */
    static ObjectTitles none() {
        return (kind, language) -> Optional.empty();
    }
}
