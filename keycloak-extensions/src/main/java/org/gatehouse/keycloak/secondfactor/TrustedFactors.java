package org.gatehouse.keycloak.secondfactor;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.broker.oidc.OIDCIdentityProvider;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.representations.JsonWebToken;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Counts a factor somebody showed to their identity provider, when the ID token says so in a claim the realm trusts.
 *
 * <p>Only for who was linked before they came, and who got an account by coming. Who links to an account just then has shown
 * who they are there, not that the account is theirs: they prove its own factor.
 */
public final class TrustedFactors {

    /** The claims that say how somebody signed in. */
    private static final List<String> CLAIMS = List.of("acr", "amr", "acrs");

    private TrustedFactors() {}

    /** @param trusted values by claim, as JSON; what cannot be read trusts nothing */
    public static void countOfLinked(
            KeycloakSession session, RealmModel realm, BrokeredIdentityContext identity, @Nullable String trusted) {
        FederatedIdentityModel link = new FederatedIdentityModel(
                identity.getIdpConfig().getAlias(), identity.getId(), identity.getUsername());
        UserModel linked = session.users().getUserByFederatedIdentity(realm, link);
        if (linked != null) {
            count(identity, linked, trusted);
        }
    }

    /** @param person who has their account by coming, or was linked before */
    public static void count(BrokeredIdentityContext identity, UserModel person, @Nullable String trusted) {
        if (identity.getContextData().get(OIDCIdentityProvider.VALIDATED_ID_TOKEN) instanceof JsonWebToken token
                && shows(token, read(trusted))) {
            Proof.note(identity.getAuthenticationSession(), person);
        }
    }

    private static boolean shows(JsonWebToken token, JsonNode trusted) {
        return CLAIMS.stream()
                .anyMatch(claim -> values(token.getOtherClaims(), claim).stream()
                        .anyMatch(value -> trusted.path(claim)
                                .valueStream()
                                .anyMatch(each -> each.asString("").equals(value))));
    }

    /** A claim of one value may be a text, of several a list; what is neither says nothing. */
    private static List<String> values(Map<String, Object> claims, String claim) {
        Object value = claims.get(claim);
        if (value instanceof Collection<?> several) {
            return several.stream()
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .toList();
        }
        return value instanceof String one ? List.of(one) : List.of();
    }

    private static JsonNode read(@Nullable String trusted) {
        try {
            return JsonMapper.shared().readTree(trusted == null ? "{}" : trusted);
        } catch (JacksonException ex) {
            return JsonMapper.shared().createObjectNode();
        }
    }
}
