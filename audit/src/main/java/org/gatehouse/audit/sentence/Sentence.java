package org.gatehouse.audit.sentence;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.ActivityType;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.CustomActivity;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.query.EntryView;
import org.jspecify.annotations.Nullable;

/** One entry in one language. */
final class Sentence {

    /** Activities that already say that something went wrong would otherwise be negated twice. */
    private static final Set<ActivityType> FAILURES = Set.of(
            Activity.AUTH_THROTTLED,
            Activity.TOKEN_REFUSED,
            Activity.TOKEN_REPLAYED,
            Activity.CLIENT_AUTH_FAILED,
            Activity.CONSENT_DENIED,
            Activity.DEVICE_WIPE_FAILED,
            Activity.APPROVAL_REFUSED,
            Activity.LOG_BROKEN);

    private final EntryView entry;
    private final Phrases phrases;
    private final ObjectTitles titles;

    Sentence(EntryView entry, Phrases phrases, ObjectTitles titles) {
        this.entry = entry;
        this.phrases = phrases;
        this.titles = titles;
    }

    String text() {
        Map<String, String> values = values();
        if (entry.activity() instanceof CustomActivity own) {
            values.put("title", title(own));
        } else {
            values.put("try", fill(phrases.get(entry.activity().code() + ".try"), values));
        }
        return capitalise(fill(template(), values));
    }

    private String template() {
        ActivityType activity = entry.activity();
        String key = activity instanceof CustomActivity ? "own" : activity.code();
        if (entry.outcome() == Outcome.SUCCESS || FAILURES.contains(activity)) {
            return phrases.get(key);
        }
        String outcome = entry.outcome().name().toLowerCase(Locale.ROOT);
        return phrases.find(key + "." + outcome).orElseGet(() -> phrases.get(outcome));
    }

    private Map<String, String> values() {
        Map<String, String> values = new HashMap<>(entry.detail());
        put(values, "client", entry.origin().client());
        put(values, "node", entry.node());
        put(values, "reason", entry.reason() == null ? null : reason(entry.reason()));
        put(values, "fields", entry.changes().stream().map(Change::field).collect(Collectors.joining(", ")));
        put(values, "actor", name(entry.actor()));
        put(values, "known", entry.actor().kind() == Party.Kind.ANONYMOUS ? null : name(entry.actor()));
        Party target = entry.target();
        put(values, "target", target == null ? null : name(target));
        return values;
    }

    private String title(CustomActivity own) {
        String title = own.titles().get(phrases.language());
        return title != null
                ? title
                : own.titles().values().stream().findFirst().orElse(own.code());
    }

    private String name(Party party) {
        if (party.isRestricted()) {
            return phrases.get("party.restricted");
        }
        if (party.isErased()) {
            return phrases.get("party.erased");
        }
        if (party.kind() == Party.Kind.ACCOUNT) {
            return firstNonBlank(party.label(), party.email()).orElse(phrases.get("party.account"));
        }
        if (party.kind() == Party.Kind.OBJECT) {
            return object(party.label());
        }
        String template = phrases.get("party." + party.kind().name().toLowerCase(Locale.ROOT));
        return fill(template, Map.of("label", party.label()));
    }

    /** Labels of objects are their kind, a colon and their id. */
    private String object(String label) {
        int colon = label.indexOf(':');
        String kind = label.substring(0, Math.max(colon, 0));
        String id = label.substring(colon + 1);
        if (kind.startsWith(CustomActivity.PREFIX)) {
            return titles.find(kind, phrases.language())
                    .map(title -> fill(phrases.get("kind.own"), Map.of("title", title, "id", id)))
                    .orElse(label);
        }
        return phrases.find("kind." + kind)
                .map(template -> fill(template, Map.of("id", id)))
                .orElseGet(() -> fill(phrases.get("party.object"), Map.of("label", label)));
    }

    private static Optional<String> firstNonBlank(String label, @Nullable String email) {
        return label.isBlank() ? Optional.ofNullable(email) : Optional.of(label);
    }

    /** A code nobody translated yet is still readable. The codes of OAuth have underscores. */
    private String reason(String code) {
        String key = code.replace('_', '-');
        return phrases.find("reason." + key).orElse(key.replace('-', ' '));
    }

    private String fill(String template, Map<String, String> values) {
        return Template.fill(template, values, phrases.get("absent"));
    }

    private static void put(Map<String, String> values, String name, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            values.remove(name);
        } else {
            values.put(name, value);
        }
    }

    private static String capitalise(String sentence) {
        int first = sentence.offsetByCodePoints(0, sentence.isEmpty() ? 0 : 1);
        return sentence.substring(0, first).toUpperCase(Locale.ROOT) + sentence.substring(first);
    }
}
