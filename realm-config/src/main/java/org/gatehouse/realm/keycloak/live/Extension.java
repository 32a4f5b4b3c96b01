package org.gatehouse.realm.keycloak.live;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatehouse.realm.keycloak.AttestedTexts;
import org.gatehouse.realm.keycloak.KeycloakPlan;
import org.gatehouse.realm.keycloak.MobileSessions;
import org.gatehouse.realm.keycloak.ObjectKind;
import org.gatehouse.realm.keycloak.ObjectName;
import org.gatehouse.realm.keycloak.PolicyValue;
import org.gatehouse.realm.keycloak.SecondFactors;
import org.gatehouse.realm.keycloak.Step;
import tools.jackson.databind.JsonNode;

/** What a plan needs of the extension and Keycloak does not have, because its jar is absent or an earlier one. */
final class Extension {

    /**
     * What of the extension something needs.
     *
     * @param title of what needs it
     * @param kind Keycloak lists the provider under
     */
    private record Need(String title, String kind, String provider) {

        boolean isMet(JsonNode serverInfo) {
            return serverInfo.path("providers").path(kind).path("providers").has(provider) || isPolicy(serverInfo);
        }

        private boolean isPolicy(JsonNode serverInfo) {
            return serverInfo
                    .path("passwordPolicies")
                    .valueStream()
                    .anyMatch(policy -> policy.path("id").asString("").equals(provider));
        }
    }

    /** How the extension's mappers of identity providers are named. */
    private static final String OWN = "gatehouse-";

    private static final Map<ObjectName, Need> NEEDS = Map.of(
            ObjectName.REALM,
            new Need("The password rules", "password-policy", PolicyValue.PROVIDER_ID),
            new ObjectName(ObjectKind.CLIENT_PROFILE, MobileSessions.NAME),
            new Need("The sessions of apps", "client-policy-executor", MobileSessions.EXECUTOR),
            new ObjectName(ObjectKind.REQUIRED_ACTION, SecondFactors.ACTION),
            new Need("Second factors", "required-action", SecondFactors.ACTION),
            new ObjectName(ObjectKind.REQUIRED_ACTION, AttestedTexts.ACTION),
            new Need("Texts to accept", "required-action", AttestedTexts.ACTION));

    private Extension() {}

    /** A sentence each. */
    static List<String> missing(AdminApi api, KeycloakPlan plan) {
        List<Need> needs = plan.steps().stream()
                .flatMap(step -> Extension.need(step).stream())
                .distinct()
                .toList();
        if (needs.isEmpty()) {
            return List.of();
        }
        JsonNode serverInfo = api.get("/serverinfo");
        return needs.stream()
                .filter(need -> !need.isMet(serverInfo))
                .map(need ->
                        need.title() + " need the Gatehouse extension, and this Keycloak does not have it or has an"
                                + " earlier one: put its jar into the providers directory and start Keycloak again.")
                .toList();
    }

    private static Optional<Need> need(Step step) {
        if (step.desired() == null) {
            return Optional.empty();
        }
        String mapper = step.desired().path("identityProviderMapper").asString("");
        return mapper.startsWith(OWN)
                ? Optional.of(new Need("Connections", "identity-provider-mapper", mapper))
                : Optional.ofNullable(NEEDS.get(step.object()));
    }
}
