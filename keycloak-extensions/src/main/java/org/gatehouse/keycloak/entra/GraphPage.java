package org.gatehouse.keycloak.entra;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A page of ids.
 *
 * @param next where the next page is; null when there is none
 */
record GraphPage(Set<String> ids, @Nullable String next) {

    /** What is no list of ids is not read as an empty one: that would take all groups from somebody. */
    static GraphPage of(String json) throws IOException {
        JsonNode page = read(json);
        JsonNode value = page.path("value");
        JsonNode next = page.path("@odata.nextLink");
        if (!value.isArray() || !value.valueStream().allMatch(GraphPage::isId)) {
            throw new IOException("Microsoft Graph answered without a list of ids");
        }
        if (!next.isMissingNode() && !next.isNull() && !next.isString()) {
            throw new IOException("Microsoft Graph names a next page by what is no address");
        }
        Set<String> ids = new HashSet<>();
        value.forEach(id -> ids.add(id.stringValue()));
        return new GraphPage(ids, next.isString() ? next.stringValue() : null);
    }

    private static boolean isId(JsonNode id) {
        return id.isString() && EntraClaims.isGuid(id.stringValue());
    }

    private static JsonNode read(String json) throws IOException {
        try {
            return JsonMapper.shared().readTree(json);
        } catch (JacksonException ex) {
            throw new IOException("Microsoft Graph answered with what is no JSON", ex);
        }
    }
}
