package org.gatehouse.realm.federation;

import java.util.List;

/**
 * Any provider of OpenID Connect that can be discovered.
 *
 * @param issuer exactly as it writes it itself
 * @param trustedAcr values of {@code acr} any of which shows a second factor; empty trusts none
 * @param trustedAmr values of {@code amr} (RFC 8176) alike
 * @param rolesClaim the claim that lists roles
 * @param groupsClaim the claim that lists groups
 */
public record OidcProvider(
        String issuer, List<String> trustedAcr, List<String> trustedAmr, String rolesClaim, String groupsClaim)
        implements Provider {

    public static final String KIND = "oidc";

    public static final String DEFAULT_ROLES_CLAIM = "roles";

    public static final String DEFAULT_GROUPS_CLAIM = "groups";

    public OidcProvider {
        trustedAcr = List.copyOf(trustedAcr);
        trustedAmr = List.copyOf(trustedAmr);
    }

    @Override
    public String kind() {
        return KIND;
    }
}
