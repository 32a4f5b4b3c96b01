package org.gatehouse.realm.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.gatehouse.realm.AttributeDefinition;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.GroupDefinition;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.RoleDefinition;
import org.gatehouse.realm.data.Attestation;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.file.Difference;
import org.gatehouse.realm.file.RealmDifferences;
import org.gatehouse.realm.file.RealmFile;

/**
 * What has to happen to a realm so that it is what a file asks for.
 *
 * @param desired the whole realm afterwards
 * @param differences empty exactly when there is nothing to do
 * @param deletions what goes for good, as {@code client forms-web} or {@code group field-team/north}
 */
public record RealmPlan(RealmDefinition desired, List<Difference> differences, List<String> deletions) {

    public RealmPlan {
        differences = List.copyOf(differences);
        deletions = List.copyOf(deletions);
    }

    /** @throws IllegalArgumentException when the file is about another realm */
    public static RealmPlan of(RealmDefinition actual, RealmFile file) {
        if (!actual.realm().equals(file.realm().realm())) {
            throw new IllegalArgumentException(
                    "The file describes the realm '" + file.realm().realm() + "'.");
        }
        RealmDefinition desired = file.prune() ? file.realm() : Merge.of(actual, file.realm());
        return new RealmPlan(desired, RealmDifferences.between(actual, desired), deletions(actual, desired));
    }

    public boolean isEmpty() {
        return differences.isEmpty();
    }

    private static List<String> deletions(RealmDefinition actual, RealmDefinition desired) {
        List<String> gone = new ArrayList<>();
        gone.addAll(gone("client", actual.clients(), desired.clients(), ClientDefinition::id));
        gone.addAll(gone(
                "connection", actual.signIn().connections(), desired.signIn().connections(), Connection::alias));
        gone.addAll(gone("role", actual.roles(), desired.roles(), RoleDefinition::name));
        gone.addAll(gone("attribute", actual.attributes(), desired.attributes(), AttributeDefinition::name));
        gone.addAll(gone("group", paths("", actual.groups()), paths("", desired.groups()), path -> path));
        gone.addAll(gone(
                "attestation",
                actual.dataProtection().attestations(),
                desired.dataProtection().attestations(),
                Attestation::id));
        return gone;
    }

    private static <T> List<String> gone(
            String kind, Collection<T> before, Collection<T> after, Function<T, String> name) {
        Set<String> gone = new LinkedHashSet<>(before.stream().map(name).toList());
        after.stream().map(name).forEach(gone::remove);
        return gone.stream().map(entry -> kind + " " + entry).toList();
    }

    private static List<String> paths(String above, List<GroupDefinition> groups) {
        return groups.stream()
                .flatMap(group -> Stream.concat(
                        Stream.of(above + group.name()), paths(above + group.name() + "/", group.groups()).stream()))
                .toList();
    }
}
