package org.gatehouse.audit.event;

import org.jspecify.annotations.Nullable;

/**
 * One field before and after. The name of the field is always readable; the values of a personal field are sealed with
 * the person they describe.
 */
public record Change(
        String field, @Nullable String before, @Nullable String after, boolean personal) {

    public static Change of(String field, @Nullable String before, @Nullable String after) {
        return new Change(field, before, after, false);
    }

    public static Change personal(String field, @Nullable String before, @Nullable String after) {
        return new Change(field, before, after, true);
    }
}
