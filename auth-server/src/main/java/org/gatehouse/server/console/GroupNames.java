package org.gatehouse.server.console;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.gatehouse.server.groups.Group;
import org.gatehouse.server.groups.Groups;
import org.gatehouse.server.realm.Realm;
import org.springframework.stereotype.Component;

/** Groups as they are typed and proposed: a realm may have thousands, and no page lists them all. */
@Component
public class GroupNames {

    /** Names to choose from without typing; every other is typed. */
    private static final int MOST_PROPOSED = 50;

    private final Groups groups;

    GroupNames(Groups groups) {
        this.groups = groups;
    }

    /** The first of those that are asked for. */
    public List<Group> proposed(Realm realm, Predicate<Group> asked) {
        return groups.all(realm).stream().filter(asked).limit(MOST_PROPOSED).toList();
    }

    /**
     * The group somebody means: its name with those of the groups it is in ({@code field-team/north}), its own name where
     * no other group has it, or its id.
     *
     * @throws org.springframework.web.server.ResponseStatusException 404 for an id of none
     */
    public Optional<Group> find(Realm realm, String typed) {
        String text = typed.strip();
        try {
            return Optional.of(groups.find(realm, UUID.fromString(text)).orElseThrow(Refusals::notFound));
        } catch (IllegalArgumentException ex) {
            return groups.findByPath(realm, text).or(() -> alone(realm, text));
        }
    }

    private Optional<Group> alone(Realm realm, String name) {
        List<Group> namesakes = groups.all(realm).stream()
                .filter(group -> group.name().equalsIgnoreCase(name))
                .limit(2)
                .toList();
        return namesakes.size() == 1 ? Optional.of(namesakes.get(0)) : Optional.empty();
    }

    /** The roles whoever is in the group has by it: its own, and those of the groups around it. */
    public Set<String> rolesWithin(Realm realm, Group group) {
        return groups.all(realm).stream()
                .filter(each -> each.path().size() <= group.path().size()
                        && group.path().subList(0, each.path().size()).equals(each.path()))
                .flatMap(each -> each.roles().stream())
                .collect(Collectors.toSet());
    }

    /** Those of whose whole name this is a part, in any case. */
    public static Predicate<Group> called(String part) {
        String wanted = part.strip().toLowerCase(Locale.ROOT);
        return group -> group.fullName().toLowerCase(Locale.ROOT).contains(wanted);
    }
}
