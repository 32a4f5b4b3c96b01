package org.gatehouse.realm.keycloak.live;

import java.util.ArrayList;
import java.util.List;
import org.gatehouse.realm.keycloak.KeycloakPlan;
import org.gatehouse.realm.keycloak.KeycloakRealm;
import org.gatehouse.realm.keycloak.Step;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Why a plan cannot be applied, before anything is. */
final class Obstacles {

    private static final String MARK = KeycloakRealm.MARK + "secret";

    private Obstacles() {}

    static List<String> of(AdminApi api, KeycloakPlan plan) {
        List<String> obstacles = new ArrayList<>(Extension.missing(api, plan));
        plan.steps().stream()
                .filter(Obstacles::lacksSecret)
                .forEach(step -> obstacles.add(
                        "The secret of the " + step.object() + " is not at hand, and Keycloak does not have it."));
        obstacles.addAll(TracedRealm.obstacles(api, plan));
        return obstacles;
    }

    private static boolean lacksSecret(Step step) {
        ObjectNode desired = step.desired();
        if (desired == null) {
            return false;
        }
        return switch (step.object().kind()) {
            case CLIENT ->
                step.actual() == null
                        && isKeptElsewhere(desired.path("attributes"))
                        && !desired.has("secret")
                        && desired.path("clientAuthenticatorType").asString("").equals("client-secret");
            case CONNECTION ->
                isKeptElsewhere(desired.path("config"))
                        && !desired.path("config").has("clientSecret")
                        && !mark(step.actual())
                                .equals(desired.path("config").path(MARK).asString(""));
            default -> false;
        };
    }

    private static boolean isKeptElsewhere(JsonNode marks) {
        String reference = marks.path(MARK).asString("");
        return !reference.isEmpty() && !reference.equals("generated");
    }

    private static String mark(@Nullable ObjectNode connection) {
        return connection == null ? "" : connection.path("config").path(MARK).asString("");
    }
}
