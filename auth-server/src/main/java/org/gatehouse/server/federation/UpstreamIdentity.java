package org.gatehouse.server.federation;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whom a verified ID token speaks for: who it is, and how they signed in there.
 *
 * @param connection the alias of the connection they came by
 * @param issuer exactly as it names itself; of a provider with many tenants, the tenant's own
 * @param subject never given to anybody else by this issuer, and never an address or a name
 * @param formerSubject under which the same connection may have known them before; null when there is no other
 * @param profile what is said of them
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
        UpstreamProfile profile,
        boolean secondFactor,
        @Nullable Instant authenticatedAt,
        @Nullable String session,
        Map<String, Object> claims) {

    /** The same person, of whose address nothing is known. */
    public UpstreamIdentity withoutEmail() {
        return copy(profile.withoutEmail(), claims);
    }

    /** The same person, without everything else the token said. */
    public UpstreamIdentity withoutClaims() {
        return copy(profile, Map.of());
    }

    private UpstreamIdentity copy(UpstreamProfile said, Map<String, Object> all) {
        return new UpstreamIdentity(
                connection, issuer, subject, formerSubject, said, secondFactor, authenticatedAt, session, all);
    }

    @Override
    public String toString() {
        return "UpstreamIdentity[" + connection + "]"; // never let a log line carry who it is
    }
}
