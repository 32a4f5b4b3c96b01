package org.gatehouse.server.federation.oidc;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Claims as providers write them, each of the type it should be or as good as absent. */
record Claims(Map<String, Object> all) {

    /** What is longer is no name of anybody or anything. */
    private static final int LONGEST = 1_024;

    boolean has(String name) {
        return all.get(name) != null;
    }

    @Nullable
    String text(String name) {
        return all.get(name) instanceof String text && isUsable(text) ? text : null;
    }

    /** One text, or a list of texts. */
    List<String> texts(String name) {
        Object value = all.get(name);
        Stream<?> values = value instanceof Collection<?> list ? list.stream() : Stream.ofNullable(value);
        return values.filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(Claims::isUsable)
                .toList();
    }

    /** The standard's type is a boolean; several providers write it as text. What is neither is not true. */
    boolean isTrue(String name) {
        return Boolean.TRUE.equals(all.get(name)) || "true".equals(all.get(name));
    }

    @Nullable
    Instant moment(String name) {
        try {
            return all.get(name) instanceof Number seconds ? Instant.ofEpochSecond(seconds.longValue()) : null;
        } catch (DateTimeException ex) {
            return null;
        }
    }

    @Nullable
    String name() {
        String name = text("name");
        if (name != null) {
            return name;
        }
        String parts = Stream.of("given_name", "family_name")
                .flatMap(part -> Stream.ofNullable(text(part)))
                .collect(Collectors.joining(" "));
        return parts.isEmpty() ? null : parts;
    }

    private static boolean isUsable(String text) {
        return !text.isBlank() && text.length() <= LONGEST;
    }

    @Override
    public String toString() {
        return "Claims[hidden]";
    }
}
