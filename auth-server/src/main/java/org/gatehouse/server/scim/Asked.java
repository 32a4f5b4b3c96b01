package org.gatehouse.server.scim;

import de.captaingoldfish.scim.sdk.common.schemas.SchemaAttribute;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which attributes a client wants to see (RFC 7644 section 3.9), for those that cost a statement. */
final class Asked {

    private Asked() {}

    static boolean shows(
            String attribute, @Nullable List<SchemaAttribute> only, @Nullable List<SchemaAttribute> without) {
        if (only != null && !only.isEmpty()) {
            return names(only, attribute);
        }
        return without == null
                || without.stream().noneMatch(left -> left.getScimNodeName().equals(attribute));
    }

    private static boolean names(List<SchemaAttribute> attributes, String attribute) {
        return attributes.stream()
                .map(SchemaAttribute::getScimNodeName)
                .anyMatch(name -> name.equals(attribute) || name.startsWith(attribute + "."));
    }
}
