package org.gatehouse.realm.file;

import java.util.List;
import org.gatehouse.realm.ActivityDefinition;
import org.gatehouse.realm.ObjectKindDefinition;
import org.gatehouse.realm.TrailPolicy;
import org.gatehouse.realm.document.Part;
import org.gatehouse.realm.file.common.Translations;
import org.gatehouse.realm.file.common.Unique;
import org.jspecify.annotations.Nullable;

/** Reads {@code trail}. That categories and tiers exist is the schema's business. */
final class TrailSection {

    private TrailSection() {}

    static TrailPolicy read(Part trail, List<String> languages) {
        Unique kinds = new Unique("object kind");
        Unique activities = new Unique("activity");
        return new TrailPolicy(
                trail.textMap("retention"),
                trail.items("objectKinds").stream()
                        .map(kind -> kind(kind, kinds, languages))
                        .toList(),
                trail.items("activities").stream()
                        .map(activity -> activity(activity, activities, languages))
                        .toList(),
                approvalAbove(trail.child("exports")));
    }

    private static @Nullable Integer approvalAbove(Part exports) {
        return exports.has("approvalAbove") ? (Integer) exports.number("approvalAbove") : null;
    }

    private static ObjectKindDefinition kind(Part kind, Unique ids, List<String> languages) {
        ids.check(kind, "id");
        Translations.check(kind, "title", languages);
        return new ObjectKindDefinition(kind.text("id"), kind.textMap("title"));
    }

    private static ActivityDefinition activity(Part activity, Unique ids, List<String> languages) {
        ids.check(activity, "id");
        Translations.check(activity, "title", languages);
        return new ActivityDefinition(activity.text("id"), activity.text("category"), activity.textMap("title"));
    }
}
