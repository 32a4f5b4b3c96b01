package org.gatehouse.server.federation;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom a verified ID token speaks for.
 *
 * @param connection the alias of the connection they came by
 * @param issuer exactly as it names itself; of a provider with many tenants, the tenant's own
 * @param subject never given to anybody else by this issuer, and never an address or a name
 * @param formerSubject under which the same connection may have known them before; null when there is no other
 * @param guest whether they are a guest where they come from
 * @param userName a suggestion, as are display name and language
 * @param emailVerified whether the provider vouches for the address; never assumed
 * @param secondFactor whether they gave one there, and the connection's word for it is taken
 * @param authenticatedAt when they signed in there, as far as the provider says
 * @param session the provider's name of their session ({@code sid}); null when it gives none
 * @param claims everything the token said, for whoever looks why something became of it
 */
public record UpstreamIdentity(
        String connection,
        String issuer,
        String subject,
        @Nullable String formerSubject,
        boolean guest,
        @Nullable String userName,
        @Nullable String displayName,
        @Nullable String email,
        boolean emailVerified,
        @Nullable String locale,
        Set<String> roles,
        UpstreamGroups groups,
        boolean secondFactor,
        @Nullable Instant authenticatedAt,
        @Nullable String session,
        Map<String, Object> claims) {

    public UpstreamIdentity {
        roles = Set.copyOf(roles);
    }

    /** The same person, of whose address nothing is known. */
    public UpstreamIdentity withoutEmail() {
        return new UpstreamIdentity(
                connection,
                issuer,
                subject,
                formerSubject,
                guest,
                userName,
                displayName,
                null,
                false,
                locale,
                roles,
                groups,
                secondFactor,
                authenticatedAt,
                session,
                claims);
    }

    @Override
    public String toString() {
        return "UpstreamIdentity[" + connection + "]"; // never let a log line carry who it is
    }
}
