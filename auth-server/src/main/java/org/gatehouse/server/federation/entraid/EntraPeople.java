package org.gatehouse.server.federation.entraid;

import java.util.Collections;
import java.util.Set;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.federation.UpstreamGroups;
import org.gatehouse.server.federation.UpstreamIdentity;
import org.gatehouse.server.federation.UpstreamProfile;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads whom a token speaks for. */
@Component
class EntraPeople {

    private final EntraGroups groups;

    EntraPeople(EntraGroups groups) {
        this.groups = groups;
    }

    /**
     * @return keyed by {@code oid}, under the tenant's issuer; {@code wids}, {@code upn}, {@code idp} and whatever else is
     *     there decides nothing
     */
    UpstreamIdentity identity(Connection connection, EntraClaims claims, @Nullable String accessToken) {
        checkMembership(connection, claims);
        Key key = key(claims);
        return new UpstreamIdentity(
                connection.alias(),
                claims.claims().getIssuer(),
                key.subject(),
                key.former(),
                profile(claims, groups.of(connection, claims, key.subject(), accessToken)),
                isSecondFactor(connection, claims),
                claims.time("auth_time"),
                claims.text("sid"),
                claims.claims().getClaims());
    }

    private static UpstreamProfile profile(EntraClaims claims, UpstreamGroups groups) {
        String email = claims.text("email");
        return new UpstreamProfile(
                !claims.isNumber("acct", MEMBER),
                claims.text("preferred_username"),
                claims.text("name"),
                email,
                email != null && claims.isTrue("xms_edov"),
                claims.text("xms_pl"),
                claims.list("roles").orElse(Set.of()),
                groups);
    }

    /** {@code acct} of a member; only who is known to be one is none of the guests. */
    private static final int MEMBER = 0;

    /** Or everybody would be told that they are a guest. */
    private static void checkMembership(Connection connection, EntraClaims claims) {
        if (connection.guests().areRefused() && claims.claims().getClaim("acct") == null) {
            throw Refusals.membership();
        }
    }

    private record Key(String subject, @Nullable String former) {}

    /**
     * The object id is a person's for good within the tenant; {@code sub} is theirs for this client id only, and all there
     * is where the tenant withholds the other. Neither can be taken for the other: one is a GUID.
     */
    private static Key key(EntraClaims claims) {
        String object = claims.text("oid");
        String pairwise = claims.text("sub");
        if (object != null && EntraClaims.isGuid(object)) {
            return new Key(object, EntraClaims.isGuid(pairwise) ? null : pairwise);
        }
        if (object != null || pairwise == null || EntraClaims.isGuid(pairwise)) {
            throw Refusals.nobody();
        }
        return new Key(pairwise, null);
    }

    private static boolean isSecondFactor(Connection connection, EntraClaims claims) {
        Set<String> satisfied = claims.list("acrs").orElse(Set.of());
        return !Collections.disjoint(satisfied, Clouds.entra(connection).trustedContexts());
    }
}
