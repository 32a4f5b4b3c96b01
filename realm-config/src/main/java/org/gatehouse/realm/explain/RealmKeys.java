package org.gatehouse.realm.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatehouse.realm.document.NearestKey;
import org.gatehouse.realm.document.SchemaPlace;
import org.gatehouse.realm.file.RealmFiles;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The keys of the realm file and what they mean. */
public final class RealmKeys {

    /** Groups are in groups; nobody writes a path as long as that. */
    private static final int DEEPEST = 10;

    /** What is said of a key that is known and not enforced. */
    public static final String NOT_ENFORCED =
            "Known, not enforced by this version: a service refuses a file that has it.";

    private static final SchemaPlace FILE = SchemaPlace.of(JsonMapper.shared().readTree(RealmFiles.schema()));

    private RealmKeys() {}

    /** The keys a file begins with, and what they mean. */
    public static Map<String, String> all() {
        return keysIn(FILE);
    }

    /**
     * What a key means.
     *
     * @param written keys separated by dots, lists without or with an index: {@code clients.pkce}, {@code clients[0].pkce}
     * @throws UnknownKeyException when there is no such key
     */
    public static KeyExplanation explain(String written) {
        List<String> steps = Arrays.stream(
                        written.replaceAll("\\[[^\\]]*\\]", "").split("\\.", -1))
                .filter(step -> !step.isEmpty())
                .toList();
        SchemaPlace around = FILE;
        SchemaPlace place = FILE;
        boolean enforced = true;
        for (int index = 0; index < steps.size(); index++) {
            around = items(place);
            place = key(around, steps, index);
            enforced &= !place.isNotEnforced();
        }
        if (steps.isEmpty()) {
            throw unknown(written, FILE, "", written);
        }
        String last = steps.get(steps.size() - 1);
        return explanation(String.join(".", steps), last, place, requires(around, last), enforced);
    }

    private static SchemaPlace key(SchemaPlace around, List<String> steps, int index) {
        if (index >= DEEPEST) {
            throw new UnknownKeyException("No key is nested as deep as that.", "");
        }
        String before = String.join(".", steps.subList(0, index));
        return around.key(steps.get(index))
                .orElseThrow(() ->
                        unknown(String.join(".", steps.subList(0, index + 1)), around, before, steps.get(index)));
    }

    private static UnknownKeyException unknown(String path, SchemaPlace around, String before, String step) {
        List<String> here = around.keys().stream().map(key -> path(before, key)).toList();
        List<String> elsewhere = before.isEmpty() ? pathsTo(step) : List.of();
        String hint = elsewhere.isEmpty()
                ? NearestKey.hint(path, here)
                : "Did you mean `"
                        + Stream.concat(NearestKey.find(path, here).stream(), elsewhere.stream())
                                .collect(Collectors.joining("` or `"))
                        + "`?";
        return new UnknownKeyException("There is no key `" + path + "`.", hint);
    }

    /** Where a key is that was named without what is around it. */
    private static List<String> pathsTo(String key) {
        List<String> found = new ArrayList<>();
        collect(FILE, "", key, 0, found);
        return found;
    }

    private static void collect(SchemaPlace around, String path, String wanted, int depth, List<String> found) {
        for (String key : around.keys()) {
            SchemaPlace place = around.key(key).orElseThrow();
            String here = path(path, key);
            if (key.equalsIgnoreCase(wanted)) {
                found.add(here);
            }
            if (!path.endsWith(key) && depth < DEEPEST) { // groups are within groups
                collect(items(place), here, wanted, depth + 1, found);
            }
        }
    }

    private static KeyExplanation explanation(
            String path, String key, SchemaPlace place, boolean required, boolean enforced) {
        JsonNode standard = place.said("default");
        return new KeyExplanation(
                path,
                place.text("title"),
                ValueKind.of(place),
                required,
                enforced,
                place.text("description"),
                standard.isMissingNode() ? "" : ExampleText.value(standard),
                Bounds.of(place),
                choices(place),
                ExampleText.of(key, place),
                keysIn(items(place)));
    }

    private static boolean requires(SchemaPlace around, String key) {
        return around.said("required")
                .valueStream()
                .anyMatch(required -> required.asString("").equals(key));
    }

    private static List<String> choices(SchemaPlace place) {
        return items(place).said("enum").valueStream().map(JsonNode::asString).toList();
    }

    private static Map<String, String> keysIn(SchemaPlace place) {
        Map<String, String> keys = new LinkedHashMap<>();
        place.keys().forEach(key -> keys.put(key, meaning(place.key(key).orElseThrow())));
        return keys;
    }

    private static String meaning(SchemaPlace place) {
        return place.text("description") + (place.isNotEnforced() ? " " + NOT_ENFORCED : "");
    }

    private static SchemaPlace items(SchemaPlace place) {
        return place.items().orElse(place);
    }

    private static String path(String before, String key) {
        return before.isEmpty() ? key : before + "." + key;
    }
}
