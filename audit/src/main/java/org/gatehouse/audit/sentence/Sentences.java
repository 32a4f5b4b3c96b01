package org.gatehouse.audit.sentence;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.query.EntryView;
import org.jspecify.annotations.Nullable;

/** Renders entries as sentences. Stateless; anything but French is answered in English. */
public final class Sentences {

    private static final Phrases ENGLISH = Phrases.load("en");
    private static final Phrases FRENCH = Phrases.load("fr");

    /** One line of plain text without control characters; escape it like any text where it is shown. */
    public String render(EntryView entry, Locale locale) {
        return render(entry, locale.getLanguage().equals("fr") ? FRENCH : ENGLISH);
    }

    private static String render(EntryView entry, Phrases phrases) {
        Map<String, String> values = values(entry, phrases);
        String code = entry.activity().code();
        values.put("try", Template.fill(phrases.get(code + ".try"), values));
        return capitalise(Template.fill(template(entry, phrases), values));
    }

    private static String template(EntryView entry, Phrases phrases) {
        String code = entry.activity().code();
        if (entry.outcome() == Outcome.SUCCESS || isFailureItself(entry)) {
            return phrases.get(code);
        }
        String outcome = entry.outcome().name().toLowerCase(Locale.ROOT);
        return phrases.find(code + "." + outcome).orElseGet(() -> phrases.get(outcome));
    }

    /** Activities that already say that something went wrong would otherwise be negated twice. */
    private static boolean isFailureItself(EntryView entry) {
        return switch (entry.activity()) {
            case AUTH_THROTTLED,
                    TOKEN_REFUSED,
                    TOKEN_REPLAYED,
                    CLIENT_AUTH_FAILED,
                    CONSENT_DENIED,
                    DEVICE_WIPE_FAILED,
                    APPROVAL_REFUSED,
                    LOG_BROKEN -> true;
            default -> false;
        };
    }

    private static Map<String, String> values(EntryView entry, Phrases phrases) {
        Map<String, String> values = new HashMap<>(entry.detail());
        put(values, "client", entry.origin().client());
        put(values, "node", entry.node());
        put(values, "reason", entry.reason() == null ? null : reason(entry.reason(), phrases));
        put(values, "fields", entry.changes().stream().map(Change::field).collect(Collectors.joining(", ")));
        put(values, "actor", name(entry.actor(), phrases));
        put(values, "known", entry.actor().kind() == Party.Kind.ANONYMOUS ? null : name(entry.actor(), phrases));
        Party target = entry.target();
        put(values, "target", target == null ? null : name(target, phrases));
        return values;
    }

    private static String name(Party party, Phrases phrases) {
        if (party.isRestricted()) {
            return phrases.get("party.restricted");
        }
        if (party.isErased()) {
            return phrases.get("party.erased");
        }
        if (party.kind() == Party.Kind.ACCOUNT) {
            return firstNonBlank(party.label(), party.email()).orElse(phrases.get("party.account"));
        }
        String template = phrases.get("party." + party.kind().name().toLowerCase(Locale.ROOT));
        return Template.fill(template, Map.of("label", party.label()));
    }

    private static Optional<String> firstNonBlank(String label, @Nullable String email) {
        return label.isBlank() ? Optional.ofNullable(email) : Optional.of(label);
    }

    /** A code nobody translated yet is still readable. The codes of OAuth have underscores. */
    private static String reason(String code, Phrases phrases) {
        String key = code.replace('_', '-');
        return phrases.find("reason." + key).orElse(key.replace('-', ' '));
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
