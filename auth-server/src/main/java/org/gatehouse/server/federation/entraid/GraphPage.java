package org.gatehouse.server.federation.entraid;

import java.util.HashSet;
import java.util.Set;
import org.gatehouse.server.outgoing.OutgoingResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A page of ids.
 *
 * @param next where the next page is; null when there is none
 * @param isTooMuch whether there are more than Graph lists, and therefore none here
 */
record GraphPage(Set<String> ids, @Nullable String next, boolean isTooMuch) {

    /** Of more than 11 000 groups. */
    private static final String TOO_MUCH = "Directory_ResultSizeLimitExceeded";

    private static final Set<String> JSON = Set.of("application/json");

    /** @throws org.gatehouse.server.outgoing.OutgoingException when it is another error */
    static GraphPage of(OutgoingResponse response) {
        if (response.status() == 400
                && read(response.text()).path("error").path("code").asString("").equals(TOO_MUCH)) {
            return new GraphPage(Set.of(), null, true);
        }
        JsonNode page = read(response.text(JSON));
        return new GraphPage(ids(page.path("value")), next(page.path("@odata.nextLink")), false);
    }

    /** What is no list of ids is not read as an empty one: that would take all groups from somebody. */
    private static Set<String> ids(JsonNode value) {
        if (!value.isArray()) {
            throw new GraphException("Microsoft Graph answered without a list");
        }
        Set<String> ids = new HashSet<>();
        for (JsonNode id : value) {
            if (!id.isString() || !EntraClaims.isGuid(id.stringValue())) {
                throw new GraphException("Microsoft Graph answered with what is no id");
            }
            ids.add(id.stringValue());
        }
        return ids;
    }

    private static @Nullable String next(JsonNode link) {
        if (link.isMissingNode() || link.isNull()) {
            return null;
        }
        if (!link.isString()) {
            throw new GraphException("Microsoft Graph names a next page by what is no address");
        }
        return link.stringValue();
    }

    private static JsonNode read(String json) {
        try {
            return JsonMapper.shared().readTree(json);
        } catch (JacksonException ex) {
            throw new GraphException("Microsoft Graph answered with what is no JSON", ex);
        }
    }
}
