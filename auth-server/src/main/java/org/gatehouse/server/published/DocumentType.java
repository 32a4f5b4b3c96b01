package org.gatehouse.server.published;

import java.util.Set;
import java.util.function.Function;

/**
 * A kind of document.
 *
 * @param name as log records have it, for example {@code keys of a client}
 * @param contentTypes it may be of
 * @param reading what its text says; throws {@link IllegalArgumentException} when it is no such document
 */
public record DocumentType<T>(String name, Set<String> contentTypes, Function<String, T> reading) {

    /** A key set (RFC 7517 section 8.5). */
    public static DocumentType<PublicKeys> keySet(String name) {
        return new DocumentType<>(name, Set.of("application/json", "application/jwk-set+json"), PublicKeys::parse);
    }
}
