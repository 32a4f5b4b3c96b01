package org.gatehouse.realm.file.common;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.gatehouse.realm.document.Part;

/** Reads values of which there are only some; the schema has refused all others. */
public final class Choice {

    private Choice() {}

    /** The value under the key, or the default where there is none. */
    public static <T> T of(Part part, String key, T[] values, Function<T, String> code, T otherwise) {
        return find(part, key, values, code).orElse(otherwise);
    }

    /** The value under the key. */
    public static <T> Optional<T> find(Part part, String key, T[] values, Function<T, String> code) {
        return find(part.text(key, ""), values, code);
    }

    /** The values in the list under the key, in its order. */
    public static <T> List<T> all(Part part, String key, T[] values, Function<T, String> code) {
        return part.texts(key).stream()
                .map(text -> find(text, values, code))
                .flatMap(Optional::stream)
                .toList();
    }

    private static <T> Optional<T> find(String text, T[] values, Function<T, String> code) {
        return Arrays.stream(values)
                .filter(value -> code.apply(value).equals(text))
                .findFirst();
    }
}
