package org.gatehouse.server.reporting;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.audit.catalogue.DetailField;
import org.gatehouse.audit.catalogue.Facts;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.ActivityType;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import tools.jackson.databind.JsonNode;

/** What an entry of an activity needs and may have, beyond its shape. */
final class ActivityRules {

    private static final Set<Activity> ABOUT_OBJECTS = Set.of(
            Activity.OBJECT_CREATED, Activity.OBJECT_UPDATED, Activity.OBJECT_DELETED, Activity.OBJECT_ACCESS_CHANGED);
    private static final Set<Activity> ABOUT_NOTHING = Set.of(Activity.SUPPORT_USED, Activity.SUPPORT_ENDED);

    /** That a form was changed, and not what, is what auditors complain about. */
    private static final Set<Activity> SAYING_WHAT_CHANGED =
            Set.of(Activity.OBJECT_UPDATED, Activity.OBJECT_ACCESS_CHANGED);

    private final JsonNode entry;
    private final Outcome outcome;
    private final Findings findings;

    ActivityRules(JsonNode entry, Outcome outcome, Findings findings) {
        this.entry = entry;
        this.outcome = outcome;
        this.findings = findings;
    }

    /** Where what is wrong goes. */
    interface Findings {
        void wrong(String pointer, String rule, String message);
    }

    void check(ActivityType activity, Optional<Party> target) {
        if (activity instanceof Activity && !ABOUT_NOTHING.contains(activity) && !entry.has("target")) {
            findings.wrong("/target", "required", "This activity needs what it was done to.");
        }
        if (ABOUT_OBJECTS.contains(activity)
                && target.isPresent()
                && target.get().kind() != Party.Kind.OBJECT) {
            findings.wrong("/target", "object-needed", "This activity is done to an object: give its kind and id.");
        }
        if (SAYING_WHAT_CHANGED.contains(activity) && !entry.has("changes") && outcome == Outcome.SUCCESS) {
            findings.wrong("/changes", "required", "This activity says what changed: fields with before and after.");
        }
        entry.path("detail").forEachEntry((key, value) -> checkFact(activity, key, value.asString()));
    }

    private void checkFact(ActivityType activity, String key, String value) {
        Optional<DetailField> field = DetailField.find(key)
                .filter(known ->
                        known != DetailField.SOURCE && Facts.of(activity).contains(known));
        if (field.isEmpty()) {
            findings.wrong("/detail", "unknown", "An entry of this activity has no such fact: " + facts(activity));
        } else if (!field.get().form().fits(value)) {
            findings.wrong(
                    "/detail/" + key, "form", "Write " + field.get().form().meaning() + ".");
        }
    }

    private static String facts(ActivityType activity) {
        List<String> known = Facts.of(activity).stream()
                .filter(field -> field != DetailField.SOURCE)
                .map(DetailField::code)
                .toList();
        return known.isEmpty() ? "it has none." : "it has " + String.join(", ", known) + ".";
    }
}
