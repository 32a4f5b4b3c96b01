package org.gatehouse.server.authorization;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Lists in metadata that several specifications add to. */
public final class MetadataLists {

    private MetadataLists() {}

    /** Adds a value to a list, which may not be there yet; once. */
    public static void add(Map<String, Object> metadata, String name, String value) {
        List<Object> values = new ArrayList<>();
        if (metadata.get(name) instanceof Collection<?> present) {
            values.addAll(present);
        }
        if (!values.contains(value)) {
            values.add(value);
        }
        metadata.put(name, values);
    }
}
