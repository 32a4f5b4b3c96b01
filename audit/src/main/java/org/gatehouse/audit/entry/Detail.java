package org.gatehouse.audit.entry;

import java.util.List;
import java.util.Map;
import org.gatehouse.audit.event.Change;
import org.jspecify.annotations.Nullable;

/**
 * The readable part of an entry; nothing in it is personal.
 *
 * @param actor label of an actor that is not an account
 * @param target label of a target that is not an account
 * @param changes of personal ones only the field's name is here
 */
public record Detail(@Nullable String actor, @Nullable String target, Map<String, String> facts, List<Change> changes) {

    /** JSON without white space, names in ascending order, absent and empty values left out. */
    public byte[] toJson() {
        return DetailJson.write(this);
    }

    public static Detail fromJson(String json) {
        return DetailJson.readDetail(json);
    }
}
