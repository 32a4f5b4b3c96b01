package org.gatehouse.server.federation;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says of somebody; it may be another thing at each sign-in, and none of it is who they are.
 *
 * @param guest whether they are a guest where they come from
 * @param userName a suggestion, as are display name and language
 * @param emailVerified whether the provider vouches for the address; never assumed
 */
public record UpstreamProfile(
        boolean guest,
        @Nullable String userName,
        @Nullable String displayName,
        @Nullable String email,
        boolean emailVerified,
        @Nullable String locale,
        Set<String> roles,
        UpstreamGroups groups) {

    public UpstreamProfile {
        roles = Set.copyOf(roles);
    }

    /** The same, and nothing of an address. */
    public UpstreamProfile withoutEmail() {
        return new UpstreamProfile(guest, userName, displayName, null, false, locale, roles, groups);
    }

    @Override
    public String toString() {
        return "UpstreamProfile[hidden]";
    }
}
