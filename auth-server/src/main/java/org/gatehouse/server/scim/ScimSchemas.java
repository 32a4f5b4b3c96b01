package org.gatehouse.server.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.captaingoldfish.scim.sdk.common.constants.ClassPathReferences;
import de.captaingoldfish.scim.sdk.common.utils.JsonHelper;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * The standard's schemas without the attributes the directory has no place for: a client that reads them knows what is
 * kept, and nothing else is ever written.
 */
final class ScimSchemas {

    private static final Set<String> OF_USER = Set.of(
            "id",
            "externalId",
            "userName",
            "name",
            "displayName",
            "preferredLanguage",
            "locale",
            "active",
            "emails",
            "phoneNumbers",
            "groups");
    private static final Map<String, Set<String>> OF_COMPLEX = Map.of(
            "name", Set.of("formatted", "familyName", "givenName"),
            "emails", Set.of("value", "type", "primary"),
            "phoneNumbers", Set.of("value", "type", "primary"));
    private static final Set<String> OF_WORK =
            Set.of("employeeNumber", "costCenter", "organization", "division", "department");

    private static final String ATTRIBUTES = "attributes";
    private static final String SUB_ATTRIBUTES = "subAttributes";

    private ScimSchemas() {}

    static JsonNode user() {
        JsonNode schema = JsonHelper.loadJsonDocument(ClassPathReferences.USER_SCHEMA_JSON);
        keep(schema.path(ATTRIBUTES), OF_USER);
        for (JsonNode attribute : schema.path(ATTRIBUTES)) {
            Set<String> kept = OF_COMPLEX.get(attribute.path("name").textValue());
            if (kept != null) {
                keep(attribute.path(SUB_ATTRIBUTES), kept);
                attribute.path(SUB_ATTRIBUTES).forEach(part -> adapt((ObjectNode) part));
            }
        }
        return schema;
    }

    static JsonNode work() {
        JsonNode schema = JsonHelper.loadJsonDocument(ClassPathReferences.ENTERPRISE_USER_SCHEMA_JSON);
        keep(schema.path(ATTRIBUTES), OF_WORK);
        return schema;
    }

    /** Parts of a name make a display name where none is sent, and are not kept. */
    private static void adapt(ObjectNode part) {
        part.remove("canonicalValues");
        if (Set.of("familyName", "givenName").contains(part.path("name").textValue())) {
            part.put("mutability", "writeOnly").put("returned", "never");
        }
    }

    private static void keep(JsonNode attributes, Set<String> names) {
        for (Iterator<JsonNode> all = attributes.iterator(); all.hasNext(); ) {
            if (!names.contains(all.next().path("name").textValue())) {
                all.remove();
            }
        }
    }
}
