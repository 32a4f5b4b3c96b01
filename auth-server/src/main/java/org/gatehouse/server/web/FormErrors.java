package org.gatehouse.server.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a form, as message codes, for {@code templates/form.html}. Put it into the model as
 * {@link #MODEL_NAME}; a page without one shows none.
 */
public final class FormErrors {

    /** The model attribute the templates read. */
    public static final String MODEL_NAME = "errors";

    private static final FormErrors NONE = new FormErrors(List.of());

    private final List<Entry> entries;

    private FormErrors(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * One thing that is wrong.
     *
     * @param field the id of the field, or null when it is about the form as a whole
     * @param code of the message, which says what to do
     */
    public record Entry(@Nullable String field, String code, List<Object> arguments) {

        public Entry {
            arguments = List.copyOf(arguments);
        }
    }

    public static FormErrors none() {
        return NONE;
    }

    /** Of the form as a whole. */
    public static FormErrors of(String code, Object... arguments) {
        return NONE.and(null, code, arguments);
    }

    public static FormErrors on(String field, String code, Object... arguments) {
        return NONE.and(field, code, arguments);
    }

    /** These and one more. */
    public FormErrors and(@Nullable String field, String code, Object... arguments) {
        var more = new ArrayList<>(entries);
        more.add(new Entry(field, code, List.of(arguments)));
        return new FormErrors(more);
    }

    /** These and those. */
    public FormErrors and(FormErrors others) {
        var more = new ArrayList<>(entries);
        more.addAll(others.entries);
        return new FormErrors(more);
    }

    /** Whether something of this message is wrong. */
    public boolean has(String code) {
        return entries.stream().anyMatch(entry -> entry.code().equals(code));
    }

    public boolean any() {
        return !entries.isEmpty();
    }

    public List<Entry> all() {
        return entries;
    }

    /** The first error of a field, or null. */
    public @Nullable Entry on(String field) {
        return find(field).orElse(null);
    }

    /** What a field's {@code aria-describedby} names: its hint and its error, if it has them. */
    public @Nullable String describedBy(String field, @Nullable String hint) {
        String ids = Stream.of(
                        Optional.ofNullable(hint).map(text -> field + "-hint"),
                        find(field).map(error -> field + "-error"))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" "));
        return ids.isEmpty() ? null : ids;
    }

    private Optional<Entry> find(String field) {
        return entries.stream().filter(entry -> field.equals(entry.field())).findFirst();
    }
}
