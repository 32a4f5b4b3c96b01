package org.gatehouse.server.scim;

import de.captaingoldfish.scim.sdk.common.constants.enums.Comparator;
import de.captaingoldfish.scim.sdk.server.filter.AttributeExpressionLeaf;
import de.captaingoldfish.scim.sdk.server.filter.FilterNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.gatehouse.server.directory.UserNames;
import org.gatehouse.server.groups.Group;
import org.gatehouse.server.groups.Memberships;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A filter of groups as a test of each: a realm has few enough that all of them are looked at. */
@Component
class GroupFilter {

    private final Memberships memberships;
    private final GroupRows rows;
    private final Reach reach;

    GroupFilter(Memberships memberships, GroupRows rows, Reach reach) {
        this.memberships = memberships;
        this.rows = rows;
        this.reach = reach;
    }

    Predicate<Group> of(ProvisioningClient client, @Nullable FilterNode filter) {
        return filter == null
                ? group -> true
                : Filters.translate(filter, leaf -> leaf(client, leaf), GroupFilter::all, GroupFilter::any);
    }

    private static Predicate<Group> all(List<Predicate<Group>> tests) {
        return group -> tests.stream().allMatch(test -> test.test(group));
    }

    private static Predicate<Group> any(List<Predicate<Group>> tests) {
        return group -> tests.stream().anyMatch(test -> test.test(group));
    }

    private Predicate<Group> leaf(ProvisioningClient client, AttributeExpressionLeaf leaf) {
        boolean equal = leaf.getComparator() == Comparator.EQ;
        String name = Filters.name(leaf);
        if (name.equals("displayName") && (equal || leaf.getComparator() == Comparator.SW)) {
            String key = UserNames.key(Filters.text(leaf));
            return group -> equal
                    ? UserNames.key(group.fullName()).equals(key)
                    : UserNames.key(group.fullName()).startsWith(key);
        }
        if (!equal) {
            throw Filters.unsupported(leaf);
        }
        return identified(client, leaf, name);
    }

    private Predicate<Group> identified(ProvisioningClient client, AttributeExpressionLeaf leaf, String name) {
        String text = Filters.text(leaf);
        return switch (name) {
            case "id" -> {
                Optional<UUID> id = Filters.id(text);
                yield group -> id.filter(group.id()::equals).isPresent();
            }
            case "externalId" -> {
                Optional<UUID> named = rows.byExternalId(client, text);
                yield group -> named.filter(group.id()::equals).isPresent();
            }
            case "members", "members.value" -> {
                Set<UUID> theirs = Filters.id(text)
                        .filter(person -> reach.has(client, person))
                        .map(person -> Set.copyOf(memberships.of(client.realm(), person)))
                        .orElse(Set.of());
                yield group -> theirs.contains(group.id());
            }
            default -> throw Filters.unsupported(leaf);
        };
    }
}
