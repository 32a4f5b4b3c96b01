package org.gatehouse.realm.keycloak.live;

import java.util.List;
import org.gatehouse.realm.keycloak.KeycloakPlan;
import org.gatehouse.realm.keycloak.ObjectKind;
import org.gatehouse.realm.keycloak.RealmTrail;

/** Whether a Keycloak can trace a realm: one that says it is traced, and cannot be, refuses everything. */
final class TracedRealm {

    private TracedRealm() {}

    static List<String> obstacles(AdminApi api, KeycloakPlan plan) {
        boolean writesRealm =
                plan.steps().stream().anyMatch(step -> step.object().kind() == ObjectKind.REALM);
        return !writesRealm || isConfigured(api)
                ? List.of()
                : List.of("The realm is traced, and this Keycloak has no trail to write to: give the listener '"
                        + RealmTrail.ID + "' its options and start Keycloak again.");
    }

    private static boolean isConfigured(AdminApi api) {
        return api.get("/serverinfo")
                .path("providers")
                .path("eventsListener")
                .path("providers")
                .path(RealmTrail.ID)
                .path("operationalInfo")
                .path("configured")
                .asString("")
                .equals("true");
    }
}
