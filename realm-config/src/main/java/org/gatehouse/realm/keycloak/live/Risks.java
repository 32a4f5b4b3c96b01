package org.gatehouse.realm.keycloak.live;

import java.util.List;
import org.gatehouse.realm.keycloak.KeycloakPlan;
import org.gatehouse.realm.keycloak.Step;
import tools.jackson.databind.node.ObjectNode;

/** How many people lose something by a plan. */
final class Risks {

    /** More are not counted: whoever decides reads that there are many. */
    private static final int COUNTED = 100;

    private Risks() {}

    static List<String> of(AdminApi api, String path, KeycloakPlan plan) {
        return plan.steps().stream()
                .filter(step -> step.desired() == null)
                .map(step -> risk(api, path, step))
                .filter(risk -> !risk.isEmpty())
                .toList();
    }

    private static String risk(AdminApi api, String path, Step step) {
        ObjectNode actual = step.actual();
        String id = actual == null ? "" : actual.path("id").asString("");
        String name = AdminApi.encoded(step.object().name());
        return switch (step.object().kind()) {
            case ROLE -> lose(api, step, path + "/roles/" + name + "/users?");
            case GROUP -> lose(api, step, path + "/groups/" + id + "/members?briefRepresentation=true&");
            case CONNECTION -> lose(api, step, path + "/users?briefRepresentation=true&idpAlias=" + name + "&");
            default -> "";
        };
    }

    private static String lose(AdminApi api, Step step, String people) {
        int count = api.get(people + "max=" + (COUNTED + 1)).size();
        if (count == 0) {
            return "";
        }
        String who =
                count == 1 ? "1 person loses" : (count > COUNTED ? "More than " + COUNTED : count) + " people lose";
        return who + " the " + step.object() + ".";
    }
}
