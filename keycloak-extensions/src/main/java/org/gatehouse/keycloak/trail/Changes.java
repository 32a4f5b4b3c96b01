package org.gatehouse.keycloak.trail;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.gatehouse.audit.event.Change;
import org.jspecify.annotations.Nullable;

/** What differs between two states of one thing, within what an entry can hold, and without secrets. */
final class Changes {

    private static final int MOST = 64;
    private static final int LONGEST_VALUE = 500;

    /** Characters of all values together: an entry holds 64 kB, and a character may take four bytes. */
    private static final int LONGEST = 12_000;

    private static final int LONGEST_NAME = 100;

    /** The last word of a field that holds a secret; settings about secrets, such as their age, end otherwise. */
    private static final Pattern SECRET = Pattern.compile(
            "(?i)(.*[._-])?\\w*(secret|secrets|secret\\.rotated|password|private\\.?key|credential|access\\.?token|salt|api[._-]?key)");

    private static final String HIDDEN = "(hidden)";
    private static final String HIDDEN_AND_OTHER = "(hidden, another)";

    private Changes() {}

    /** Fields that differ, in the order of their names. Those that are absent on one side have null there. */
    static List<Change> between(Map<String, String> before, Map<String, String> after, Predicate<String> personal) {
        TreeSet<String> fields = new TreeSet<>(before.keySet());
        fields.addAll(after.keySet());
        fields.removeIf(
                field -> field.startsWith(Snapshot.NAME) || Objects.equals(before.get(field), after.get(field)));
        List<Change> changes = new ArrayList<>();
        int room = LONGEST;
        for (String field : fields) {
            Change change = change(field, before.get(field), after.get(field), personal.test(field));
            room -= length(change.before()) + length(change.after());
            if (changes.size() == MOST || room < 0) {
                changes.add(Change.of("more", null, (fields.size() - changes.size()) + " more fields"));
                break;
            }
            changes.add(change);
        }
        return changes;
    }

    private static boolean isSecret(String field) {
        return SECRET.matcher(field).matches();
    }

    private static boolean isHidden(@Nullable String value) {
        return value != null && value.startsWith(Snapshot.HIDDEN);
    }

    /** A field's name as an entry can hold it. */
    static String name(String field) {
        String name = field.replaceAll("[^A-Za-z0-9._:/-]", "-").replaceAll("^[^A-Za-z0-9]+", "");
        return name.isEmpty() ? "field" : name.substring(0, Math.min(name.length(), LONGEST_NAME));
    }

    private static Change change(String field, @Nullable String before, @Nullable String after, boolean personal) {
        if (isSecret(field) || isHidden(before) || isHidden(after)) {
            String now = before == null ? HIDDEN : HIDDEN_AND_OTHER;
            return Change.of(name(field), before == null ? null : HIDDEN, after == null ? null : now);
        }
        return new Change(name(field), cut(before), cut(after), personal);
    }

    private static @Nullable String cut(@Nullable String value) {
        return value == null || value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "…";
    }

    private static int length(@Nullable String value) {
        return value == null ? 0 : value.length();
    }
}
