package org.gatehouse.realm.keycloak;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gatehouse.realm.file.Difference;
import org.gatehouse.realm.file.Difference.Kind;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What has to happen to a realm of Keycloak so that it is what a file asks for.
 *
 * @param steps in the order in which they can be done
 * @param differences the same for people; secrets only as that they are others
 * @param deletions what goes for good and may be somebody's work, as {@code client forms-web}
 * @param state names what was compared and found: another state, another plan
 */
public record KeycloakPlan(List<Step> steps, List<Difference> differences, List<String> deletions, String state) {

    public KeycloakPlan {
        steps = List.copyOf(steps);
        differences = List.copyOf(differences);
        deletions = List.copyOf(deletions);
    }

    /**
     * @param actual the objects Keycloak has that a realm file could ask for, and none of its own
     * @param prune whether those go that the file does not ask for
     */
    public static KeycloakPlan of(Map<ObjectName, ObjectNode> actual, KeycloakRealm desired, boolean prune) {
        List<Step> steps = new ArrayList<>();
        List<Difference> differences = new ArrayList<>();
        List<String> deletions = new ArrayList<>();
        desired.objects().forEach((name, object) -> addStep(name, actual.get(name), object, steps, differences));
        Map<ObjectName, ObjectNode> gone = new TreeMap<>(Comparator.reverseOrder());
        gone.putAll(actual);
        gone.keySet().removeAll(desired.objects().keySet());
        gone.keySet().removeIf(name -> !prune && !isLeftOver(name, desired));
        gone.forEach((name, object) -> {
            steps.add(new Step(name, object, null));
            differences.add(new Difference(name.path(), Kind.REMOVE, Comparison.masked(object), ""));
            if (!name.kind().isMarked()) {
                deletions.add(name.toString());
            }
        });
        return new KeycloakPlan(steps, differences, deletions, state(actual, differences));
    }

    public boolean isEmpty() {
        return steps.isEmpty();
    }

    private static void addStep(
            ObjectName name,
            @Nullable ObjectNode actual,
            ObjectNode desired,
            List<Step> steps,
            List<Difference> differences) {
        if (actual == null) {
            steps.add(new Step(name, null, desired));
            differences.add(new Difference(name.path(), Kind.ADD, "", Comparison.masked(desired)));
            return;
        }
        List<Difference> changes = Comparison.between(name, actual, desired);
        if (!changes.isEmpty()) {
            steps.add(new Step(name, actual, desired));
            differences.addAll(changes);
        }
    }

    /** What is ours alone goes when it is asked for no longer; of what hangs on somebody's object, when that stays. */
    private static boolean isLeftOver(ObjectName name, KeycloakRealm desired) {
        return switch (name.kind()) {
            case CLIENT_MAPPER -> desired.objects().containsKey(new ObjectName(ObjectKind.CLIENT, name.owner()));
            case CONNECTION_MAPPER ->
                desired.objects().containsKey(new ObjectName(ObjectKind.CONNECTION, name.owner()));
            default -> name.kind().isMarked();
        };
    }

    private static String state(Map<ObjectName, ObjectNode> actual, List<Difference> differences) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(actual).keySet().forEach(name -> text.append(name).append('\n'));
        differences.forEach(difference -> text.append(difference).append('\n'));
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
