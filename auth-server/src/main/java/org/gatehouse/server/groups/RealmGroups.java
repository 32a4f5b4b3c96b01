package org.gatehouse.server.groups;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.GroupDefinition;
import org.gatehouse.server.directory.UserNames;
import org.gatehouse.server.realm.ChangedRealmStep;
import org.gatehouse.server.realm.NewRealmStep;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.RealmChange;
import org.gatehouse.server.realm.Risk;
import org.gatehouse.server.rights.ActionRefusedException;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.trail.Trail;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * A realm's groups as its file writes them. People change groups in the console too, so what a realm has is read from
 * the groups themselves and not from the file that made them.
 */
@Component
public class RealmGroups implements NewRealmStep, ChangedRealmStep {

    private final Groups groups;
    private final GroupTable table;
    private final Trail trail;

    RealmGroups(Groups groups, GroupTable table, Trail trail) {
        this.groups = groups;
        this.table = table;
        this.trail = trail;
    }

    /** The groups there are, in the order of the realm's document as far as it names them. */
    public List<GroupDefinition> of(Realm realm) {
        return definitions(children(realm), null, realm.definition().groups());
    }

    @Override
    public void complete(Realm realm, Path file) {
        realm.definition().groups().forEach(group -> create(realm, Party.system(), null, group, null));
    }

    /**
     * Nobody decides what the people in a group may do who is one of them, whether by hand or by a file.
     *
     * @throws ActionRefusedException when the change gives such a group something, takes something from it, or ends it
     */
    public void requireOutside(Actor actor, RealmChange change) {
        UUID person = actor.account();
        if (person == null) {
            return;
        }
        boolean inside = table.all(change.before(), Groups.MOST).stream()
                .filter(group -> givesOther(group, change.after()))
                .anyMatch(group -> table.isMemberWithin(change.before(), group.id(), person));
        if (inside) {
            throw new ActionRefusedException(ActionRefusedException.Reason.OWN_RIGHTS);
        }
    }

    private static boolean givesOther(Group group, Realm desired) {
        return desired.definition()
                .findGroup(group.fullName())
                .filter(stays -> Set.copyOf(stays.roles()).equals(Set.copyOf(group.roles())))
                .isEmpty();
    }

    @Override
    public List<Risk> risks(RealmChange change) {
        List<Risk> risks = new ArrayList<>();
        for (Group group : table.all(change.before(), Groups.MOST)) {
            GroupDefinition stays =
                    change.after().definition().findGroup(group.fullName()).orElse(null);
            int members = stays != null && stays.roles().containsAll(group.roles())
                    ? 0
                    : table.countMembersWithin(change.before(), group.id());
            if (members > 0) {
                String people = members == 1 ? "1 person loses" : members + " people lose";
                risks.add(Risk.of(risk(people, group, stays)));
            }
        }
        return risks;
    }

    @Override
    public void complete(RealmChange change) {
        arrange(
                change,
                children(change.after()),
                null,
                change.after().definition().groups());
    }

    private static String risk(String people, Group group, @Nullable GroupDefinition stays) {
        if (stays == null) {
            return people + " the membership of the group '" + group.fullName() + "'.";
        }
        List<String> lost = new ArrayList<>(group.roles());
        lost.removeAll(stays.roles());
        return people + " what the group '" + group.fullName() + "' gives: " + String.join(", ", lost) + ".";
    }

    private void arrange(
            RealmChange change,
            Map<@Nullable UUID, List<Group>> children,
            @Nullable UUID parent,
            List<GroupDefinition> desired) {
        Map<String, Group> there = new LinkedHashMap<>();
        children.getOrDefault(parent, List.of()).forEach(group -> there.put(group.name(), group));
        for (GroupDefinition definition : desired) {
            Group group = there.remove(definition.name());
            if (group == null) {
                create(change.after(), change.actor(), change.client(), definition, parent);
            } else {
                adapt(change, group, definition);
                arrange(change, children, group.id(), definition.groups());
            }
        }
        there.values().forEach(group -> delete(change, children, group));
    }

    private void create(
            Realm realm, Party actor, @Nullable String client, GroupDefinition definition, @Nullable UUID parent) {
        Group made = groups.insert(realm, new Groups.Form(definition.name(), description(definition), parent));
        groups.record(actor, realm, client, Activity.OBJECT_CREATED, made, List.of());
        definition.roles().forEach(role -> give(realm, actor, client, made, role));
        definition.groups().forEach(below -> create(realm, actor, client, below, made.id()));
    }

    private void adapt(RealmChange change, Group group, GroupDefinition definition) {
        Realm realm = change.after();
        String description = description(definition);
        if (!group.description().equals(description)) {
            table.update(realm, group.id(), group.parent(), group.name(), UserNames.key(group.name()), description);
            groups.record(
                    change.actor(),
                    realm,
                    change.client(),
                    Activity.OBJECT_UPDATED,
                    group,
                    List.of(Change.of("description", group.description(), description)));
        }
        definition.roles().stream()
                .filter(role -> !group.roles().contains(role))
                .forEach(role -> give(realm, change.actor(), change.client(), group, role));
        group.roles().stream()
                .filter(role -> !definition.roles().contains(role))
                .forEach(role -> take(change, group, role));
    }

    private void delete(RealmChange change, Map<@Nullable UUID, List<Group>> children, Group group) {
        children.getOrDefault(group.id(), List.of()).forEach(below -> delete(change, children, below));
        Realm realm = change.after();
        table.removeMembers(realm, group.id())
                .forEach(person -> trail.record(trail.event(realm, Activity.GROUP_MEMBER_REMOVED, change.client(), null)
                        .actor(change.actor())
                        .target(person)
                        .reason("group-removed")
                        .detail("group", group.fullName())));
        group.roles().forEach(role -> take(change, group, role));
        table.delete(realm, group.id());
        groups.record(change.actor(), realm, change.client(), Activity.OBJECT_DELETED, group, List.of());
    }

    private void give(Realm realm, Party actor, @Nullable String client, Group group, String role) {
        table.addRole(realm, group.id(), role);
        table.rise(realm, group.id());
        trail.record(trail.event(realm, Activity.ROLE_GRANTED, client, null)
                .actor(actor)
                .target(Groups.party(group))
                .detail("role", role));
    }

    private void take(RealmChange change, Group group, String role) {
        table.removeRole(change.after(), group.id(), role);
        table.rise(change.after(), group.id());
        trail.record(trail.event(change.after(), Activity.ROLE_REVOKED, change.client(), null)
                .actor(change.actor())
                .target(Groups.party(group))
                .detail("role", role));
    }

    private Map<@Nullable UUID, List<Group>> children(Realm realm) {
        Map<@Nullable UUID, List<Group>> children = new HashMap<>();
        table.all(realm, Groups.MOST)
                .forEach(group -> children.computeIfAbsent(group.parent(), parent -> new ArrayList<>())
                        .add(group));
        return children;
    }

    private static List<GroupDefinition> definitions(
            Map<@Nullable UUID, List<Group>> children, @Nullable UUID parent, List<GroupDefinition> written) {
        List<String> order = written.stream().map(GroupDefinition::name).toList();
        return children.getOrDefault(parent, List.of()).stream()
                .sorted(Comparator.comparingInt(place(order, Group::name)))
                .map(group -> definition(children, group, written))
                .toList();
    }

    private static GroupDefinition definition(
            Map<@Nullable UUID, List<Group>> children, Group group, List<GroupDefinition> written) {
        GroupDefinition known = written.stream()
                .filter(definition -> definition.name().equals(group.name()))
                .findFirst()
                .orElse(null);
        List<String> roles = group.roles().stream()
                .sorted(Comparator.comparingInt(place(known == null ? List.of() : known.roles(), role -> role)))
                .toList();
        return new GroupDefinition(
                group.name(),
                group.description().isEmpty() ? null : group.description(),
                roles,
                definitions(children, group.id(), known == null ? List.of() : known.groups()));
    }

    /** Where a name is written; at the end when it is not. */
    private static <T> ToIntFunction<T> place(List<String> order, Function<T, String> name) {
        return entry -> {
            int place = order.indexOf(name.apply(entry));
            return place < 0 ? order.size() : place;
        };
    }

    private static String description(GroupDefinition definition) {
        return Objects.requireNonNullElse(definition.description(), "");
    }
}
