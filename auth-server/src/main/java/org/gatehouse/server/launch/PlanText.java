package org.gatehouse.server.launch;

import java.util.List;
import java.util.Map;
import org.gatehouse.realm.file.Difference;
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

    static String json(ConfigurationPlan plan) {
        List<Map<String, String>> changes = plan.differences().stream()
                .map((Difference difference) -> Map.of(
                        "path", difference.path(),
                        "kind", difference.kind().code(),
                        "before", difference.before(),
                        "after", difference.after()))
                .toList();
        return JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "state", plan.state(),
                        "changes", changes,
                        "deletions", plan.deletions(),
                        "risks", plan.risks(),
                        "obstacles", plan.obstacles()));
    }

    private static void add(StringBuilder text, String what, List<String> lines) {
        lines.forEach(line -> text.append("\n").append(what).append(": ").append(line));
    }
}
