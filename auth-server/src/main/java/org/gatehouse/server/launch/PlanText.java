package org.gatehouse.server.launch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gatehouse.realm.file.Difference;
import org.gatehouse.realm.keycloak.Gap;
import org.gatehouse.server.configuration.ConfigurationPlan;
import tools.jackson.databind.json.JsonMapper;

/** A plan as people and programs read it. */
final class PlanText {

    private PlanText() {}

    static String of(String target, ConfigurationPlan plan) {
        if (plan.isEmpty()) {
            return target + ": nothing to change.";
        }
        int count = plan.differences().size();
        StringBuilder text = new StringBuilder(target + ": " + count + (count == 1 ? " change." : " changes."));
        plan.differences().forEach(difference -> text.append("\n  ").append(difference));
        add(text, "Goes for good", plan.deletions());
        add(text, "Risk", plan.risks());
        add(text, "Cannot be applied", plan.obstacles());
        return text.toString();
    }

    /** As seen from the other side: what is there and was not asked for has come, what was asked for and is not has gone. */
    static ConfigurationPlan reversed(ConfigurationPlan plan) {
        List<Difference> differences = plan.differences().stream()
                .map((Difference difference) -> new Difference(
                        difference.path(), reversed(difference.kind()), difference.after(), difference.before()))
                .toList();
        return new ConfigurationPlan(plan.state(), differences, List.of(), List.of(), List.of());
    }

    private static Difference.Kind reversed(Difference.Kind kind) {
        return switch (kind) {
            case ADD -> Difference.Kind.REMOVE;
            case REMOVE -> Difference.Kind.ADD;
            case CHANGE -> Difference.Kind.CHANGE;
        };
    }

    /** @param gaps what the target cannot do; of a service of ours nothing is said */
    static String json(ConfigurationPlan plan, List<Gap> gaps) {
        List<Map<String, String>> changes = plan.differences().stream()
                .map((Difference difference) -> Map.of(
                        "path", difference.path(),
                        "kind", difference.kind().code(),
                        "before", difference.before(),
                        "after", difference.after()))
                .toList();
        Map<String, Object> answer = new LinkedHashMap<>(Map.of(
                "state", plan.state(),
                "changes", changes,
                "deletions", plan.deletions(),
                "risks", plan.risks(),
                "obstacles", plan.obstacles()));
        if (!gaps.isEmpty()) {
            answer.put("gaps", gaps);
        }
        return JsonMapper.shared().writeValueAsString(answer);
    }

    private static void add(StringBuilder text, String what, List<String> lines) {
        lines.forEach(line -> text.append("\n").append(what).append(": ").append(line));
    }
}
