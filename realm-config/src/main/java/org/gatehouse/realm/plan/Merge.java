package org.gatehouse.realm.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.gatehouse.realm.ActivityDefinition;
import org.gatehouse.realm.AttributeDefinition;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.GroupDefinition;
import org.gatehouse.realm.ObjectKindDefinition;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.RoleDefinition;
import org.gatehouse.realm.TrailPolicy;
import org.gatehouse.realm.data.Attestation;
import org.gatehouse.realm.federation.Connection;

/** A file together with what the realm has beside it: what a file without {@code prune} asks for. */
final class Merge {

    /** No name is empty. */
    private static final String START = "";

    private Merge() {}

    static RealmDefinition of(RealmDefinition actual, RealmDefinition file) {
        return new RealmDefinition(
                file.realm(),
                file.displayName(),
                file.languages(),
                file.password(),
                file.tokens(),
                entries(actual.clients(), file.clients(), ClientDefinition::id),
                file.registration(),
                entries(actual.roles(), file.roles(), RoleDefinition::name),
                entries(actual.attributes(), file.attributes(), AttributeDefinition::name),
                groups(actual.groups(), file.groups()),
                trail(actual.trail(), file.trail()),
                file.signIn()
                        .withConnections(entries(
                                actual.signIn().connections(), file.signIn().connections(), Connection::alias)),
                file.dataProtection()
                        .withAttestations(entries(
                                actual.dataProtection().attestations(),
                                file.dataProtection().attestations(),
                                Attestation::id)));
    }

    private static TrailPolicy trail(TrailPolicy actual, TrailPolicy file) {
        return new TrailPolicy(
                file.retention(),
                entries(actual.objectKinds(), file.objectKinds(), ObjectKindDefinition::id),
                entries(actual.activities(), file.activities(), ActivityDefinition::id),
                file.approvalAbove());
    }

    private static List<GroupDefinition> groups(List<GroupDefinition> actual, List<GroupDefinition> file) {
        return entries(
                actual,
                file,
                GroupDefinition::name,
                (before, after) -> new GroupDefinition(
                        after.name(), after.description(), after.roles(), groups(before.groups(), after.groups())));
    }

    private static <T> List<T> entries(List<T> actual, List<T> file, Function<T, String> name) {
        return entries(actual, file, name, (before, after) -> after);
    }

    /** In the file's order; what only the realm has stays behind what it stood behind, so that nothing seems to move. */
    private static <T> List<T> entries(List<T> actual, List<T> file, Function<T, String> name, BinaryOperator<T> both) {
        Map<String, T> before = byName(actual, name);
        Map<String, T> after = byName(file, name);
        Map<String, List<T>> behind = onlyIn(actual, after, name);
        List<T> merged = new ArrayList<>(behind.getOrDefault(START, List.of()));
        file.forEach(entry -> {
            T old = before.get(name.apply(entry));
            merged.add(old == null ? entry : both.apply(old, entry));
            merged.addAll(behind.getOrDefault(name.apply(entry), List.of()));
        });
        return merged;
    }

    /** What the file does not name, by the last entry before it that the file does name. */
    private static <T> Map<String, List<T>> onlyIn(List<T> actual, Map<String, T> file, Function<T, String> name) {
        Map<String, List<T>> behind = new HashMap<>();
        String last = START;
        for (T entry : actual) {
            if (file.containsKey(name.apply(entry))) {
                last = name.apply(entry);
            } else {
                behind.computeIfAbsent(last, key -> new ArrayList<>()).add(entry);
            }
        }
        return behind;
    }

    private static <T> Map<String, T> byName(List<T> entries, Function<T, String> name) {
        Map<String, T> byName = new LinkedHashMap<>();
        entries.forEach(entry -> byName.put(name.apply(entry), entry));
        return byName;
    }
}
