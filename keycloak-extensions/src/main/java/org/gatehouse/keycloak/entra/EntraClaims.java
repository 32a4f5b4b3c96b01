package org.gatehouse.keycloak.entra;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keycloak.representations.JsonWebToken;

/** What an ID token of Entra ID says beside the standard. */
record EntraClaims(JsonWebToken token) {

    private static final Pattern GUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** Null when it is not there or no GUID in lower case. */
    @Nullable
    String guid(String claim) {
        return claims().get(claim) instanceof String text && isGuid(text) ? text : null;
    }

    static boolean isGuid(String text) {
        return GUID.matcher(text).matches();
    }

    /** {@code acct} of a member; only who is known to be one is none of the guests. */
    boolean isMember() {
        return claims().get("acct") instanceof Number number && number.longValue() == 0;
    }

    boolean isOfSecondVersion() {
        return "2.0".equals(claims().get("ver"));
    }

    boolean isAddressProven() {
        return isTrue("xms_edov");
    }

    /** Whether all groups are listed: a token lists 200 at most, of more it names none and says where to ask. */
    boolean listsGroups() {
        boolean distributed = claims().get("_claim_names") instanceof Map<?, ?> names && names.containsKey("groups");
        return !distributed && !isTrue("hasgroups") && claims().get("groups") instanceof Collection<?>;
    }

    /** As if the token had listed them: Keycloak's mappers of groups, which come later, look nowhere else. */
    void list(Collection<String> groups) {
        token.setOtherClaims("groups", List.copyOf(groups));
    }

    /** Microsoft writes optional booleans in three ways. */
    private boolean isTrue(String claim) {
        Object value = claims().get(claim);
        return Boolean.TRUE.equals(value)
                || "true".equals(value)
                || "1".equals(value)
                || Integer.valueOf(1).equals(value);
    }

    private Map<String, Object> claims() {
        return token.getOtherClaims();
    }
}
