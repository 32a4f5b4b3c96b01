package org.gatehouse.server.groups;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.Permission;
import org.gatehouse.realm.PlainText;
import org.gatehouse.server.directory.UserNames;
import org.gatehouse.server.groups.GroupException.Reason;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.ActionRefusedException;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.rights.Attempts;
import org.gatehouse.server.rights.EffectiveRights;
import org.gatehouse.server.trail.Trail;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The groups of all realms. Nobody gives a group, or the people in it, rights they do not have themselves. */
@Component
@Transactional
public class Groups {

    /** Levels, the outermost included: what a person can still picture, and what bounds every look upwards. */
    public static final int DEEPEST = 8;

    /** Groups of one realm that are listed. */
    public static final int MOST = 5_000;

    static final int LONGEST_NAME = 100;
    static final int LONGEST_DESCRIPTION = 500;

    private final GroupTable table;
    private final EffectiveRights rights;
    private final Attempts attempts;
    private final Trail trail;
    private final Clock clock;

    Groups(GroupTable table, EffectiveRights rights, Attempts attempts, Trail trail, Clock clock) {
        this.table = table;
        this.rights = rights;
        this.attempts = attempts;
        this.trail = trail;
        this.clock = clock;
    }

    /** All groups, each after the one it is in. */
    @Transactional(readOnly = true)
    public List<Group> all(Realm realm) {
        return table.all(realm, MOST);
    }

    @Transactional(readOnly = true)
    public Optional<Group> find(Realm realm, UUID id) {
        return table.find(realm, id);
    }

    /** @throws GroupException when the realm has none of this id */
    @Transactional(readOnly = true)
    public Group get(Realm realm, UUID id) {
        return find(realm, id).orElseThrow(() -> new GroupException(Reason.NOT_FOUND, "There is no such group."));
    }

    /** By names from the outermost group down, as realm and seed files write them. */
    @Transactional(readOnly = true)
    public Optional<Group> findByPath(Realm realm, String path) {
        return all(realm).stream()
                .filter(group -> UserNames.key(group.fullName()).equals(UserNames.key(path)))
                .findFirst();
    }

    /** What a group is to be. */
    public record Form(
            String name, String description, @Nullable UUID parent) {}

    public Group create(Actor actor, Form form) {
        return attempts.make(
                actor,
                Activity.OBJECT_CREATED,
                event -> event.target(place(actor, form.parent())),
                () -> found(actor, form));
    }

    private Group found(Actor actor, Form form) {
        actor.require(Permission.GROUPS_WRITE);
        Realm realm = actor.realm();
        table.queue(realm);
        check(form);
        if (form.parent() != null) {
            Group parent = inside(realm, form.parent(), 1);
            requireWithinOwnRights(actor, parent.id());
        }
        Group made = insert(realm, form);
        record(actor.party(), realm, actor.client(), Activity.OBJECT_CREATED, made, List.of());
        return made;
    }

    /**
     * The group, for whoever may change groups at all.
     *
     * @throws GroupException when the realm has none of this id
     */
    public Group forChange(Actor actor, UUID id) {
        return attempt(actor, Activity.OBJECT_UPDATED, id, () -> {
            actor.require(Permission.GROUPS_WRITE);
            return get(actor.realm(), id);
        });
    }

    /** @throws GroupException {@link Reason#STALE} when somebody changed the group since that version */
    public Group change(Actor actor, UUID id, int version, Form form) {
        return attempt(actor, Activity.OBJECT_UPDATED, id, () -> write(actor, id, version, form));
    }

    private Group write(Actor actor, UUID id, int version, Form form) {
        Group before = forWriting(actor, id, version);
        check(form);
        if (!Objects.equals(before.parent(), form.parent())) {
            move(actor, before, form.parent());
        }
        Realm realm = actor.realm();
        table.update(realm, id, form.parent(), form.name(), UserNames.key(form.name()), form.description());
        Group after = get(realm, id);
        List<Change> changes = difference(before, after);
        if (!changes.isEmpty()) {
            record(actor.party(), realm, actor.client(), Activity.OBJECT_UPDATED, after, changes);
        }
        return after;
    }

    /** @throws GroupException {@link Reason#IN_USE} when people or groups are in it: nobody loses a right unseen */
    public void delete(Actor actor, UUID id, int version) {
        Group group = attempt(actor, Activity.OBJECT_DELETED, id, () -> forWriting(actor, id, version));
        if (table.isInUse(actor.realm(), id)) {
            throw new GroupException(Reason.IN_USE, "People or groups are in it; take them out first.");
        }
        table.delete(actor.realm(), id);
        record(actor.party(), actor.realm(), actor.client(), Activity.OBJECT_DELETED, group, List.of());
    }

    /** Gives everybody in the group a role; false when it has it already. */
    public boolean addRole(Actor actor, UUID id, String role) {
        Group group = forRoles(actor, Activity.ROLE_GRANTED, id, role);
        if (actor.realm().definition().permissionsOf(role).contains(Permission.APPROVALS_DECIDE)) {
            throw new GroupException(
                    Reason.INVALID,
                    "A role that decides on requests, such as 'admin', is given to people one by one, with a second"
                            + " person's approval.");
        }
        if (!actor.realm().definition().hasRole(role)) {
            throw new GroupException(Reason.INVALID, "The realm has no role of that name.");
        }
        if (!table.addRole(actor.realm(), id, role)) {
            return false;
        }
        table.rise(actor.realm(), id);
        record(actor, Activity.ROLE_GRANTED, group, role);
        return true;
    }

    /** Takes a role from everybody in the group; false when it does not have it. */
    public boolean removeRole(Actor actor, UUID id, String role) {
        Group group = forRoles(actor, Activity.ROLE_REVOKED, id, role);
        if (!table.removeRole(actor.realm(), id, role)) {
            return false;
        }
        table.rise(actor.realm(), id);
        record(actor, Activity.ROLE_REVOKED, group, role);
        return true;
    }

    Group insert(Realm realm, Form form) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        table.insert(
                realm, id, form.parent(), form.name(), UserNames.key(form.name()), form.description(), clock.instant());
        return get(realm, id);
    }

    private Group forWriting(Actor actor, UUID id, int version) {
        actor.require(Permission.GROUPS_WRITE);
        table.queue(actor.realm());
        Group group = get(actor.realm(), id);
        if (group.version() != version) {
            throw new GroupException(Reason.STALE, "Somebody changed the group meanwhile; look at it again.");
        }
        requireWithinOwnRights(actor, id);
        return group;
    }

    private <T> T attempt(Actor actor, Activity activity, UUID id, Supplier<T> change) {
        return attempts.make(actor, activity, event -> event.target(target(actor, id)), change);
    }

    private Party target(Actor actor, UUID id) {
        return Attempts.target("group", find(actor.realm(), id).map(Groups::party));
    }

    /** Where a group was to be: the name it was to have is nobody's yet. */
    private Party place(Actor actor, @Nullable UUID parent) {
        return parent == null ? Party.realm(actor.realm().name()) : target(actor, parent);
    }

    private Group forRoles(Actor actor, Activity activity, UUID id, String role) {
        return attempts.make(
                actor,
                activity,
                event -> event.target(target(actor, id)).detail("role", Attempts.role(actor, role)),
                () -> forRoles(actor, id, role));
    }

    private Group forRoles(Actor actor, UUID id, String role) {
        actor.require(Permission.GROUPS_WRITE);
        actor.require(Permission.ROLES_GRANT);
        table.queue(actor.realm());
        Group group = get(actor.realm(), id);
        requireWithinOwnRights(actor, id);
        actor.requireCovering(actor.realm().definition().permissionsOf(role));
        requireOutside(actor, id);
        return group;
    }

    private void requireWithinOwnRights(Actor actor, UUID group) {
        actor.requireCovering(rights.permissionsOfGroup(actor.realm(), group));
    }

    private void move(Actor actor, Group group, @Nullable UUID parent) {
        if (parent == null) {
            return;
        }
        Realm realm = actor.realm();
        if (table.isSameOrBelow(realm, group.id(), parent)) {
            throw new GroupException(Reason.INVALID, "A group cannot be inside itself.");
        }
        inside(realm, parent, table.height(realm, group.id()));
        requireWithinOwnRights(actor, parent);
        requireOutside(actor, group.id());
    }

    /** Whoever is in a group does not decide what the people in it may do. */
    private void requireOutside(Actor actor, UUID group) {
        UUID person = actor.account();
        if (person != null && table.isMemberWithin(actor.realm(), group, person)) {
            throw new ActionRefusedException(ActionRefusedException.Reason.OWN_RIGHTS);
        }
    }

    private Group inside(Realm realm, UUID parent, int height) {
        Group above = find(realm, parent)
                .orElseThrow(() -> new GroupException(Reason.INVALID, "There is no such parent group."));
        if (above.path().size() + height > DEEPEST) {
            throw new GroupException(Reason.INVALID, "Groups may be " + DEEPEST + " levels deep, no more.");
        }
        return above;
    }

    private static void check(Form form) {
        if (!PlainText.isValid(form.name(), LONGEST_NAME) || form.name().contains("/")) {
            throw new GroupException(
                    Reason.INVALID,
                    "name: must be text of 1 to " + LONGEST_NAME + " characters in one line, without '/' and markup.");
        }
        if (form.description().length() > LONGEST_DESCRIPTION || !PlainText.isPlain(form.description())) {
            throw new GroupException(
                    Reason.INVALID,
                    "description: must be text of at most " + LONGEST_DESCRIPTION
                            + " characters in one line, without markup.");
        }
    }

    private static List<Change> difference(Group before, Group after) {
        List<Change> changes = new ArrayList<>();
        if (!before.fullName().equals(after.fullName())) {
            changes.add(Change.of("path", before.fullName(), after.fullName()));
        }
        if (!before.description().equals(after.description())) {
            changes.add(Change.of("description", before.description(), after.description()));
        }
        return changes;
    }

    void record(
            Party actor, Realm realm, @Nullable String client, Activity activity, Group group, List<Change> changes) {
        trail.record(trail.event(realm, activity, client, null)
                .actor(actor)
                .target(party(group))
                .detail("id", group.id().toString())
                .changes(changes));
    }

    private void record(Actor actor, Activity activity, Group group, String role) {
        AuditEvent.Builder event = trail.event(actor.realm(), activity, actor.client(), null)
                .actor(actor.party())
                .target(party(group))
                .detail("role", role);
        trail.record(event);
    }

    /** How the trail names a group. */
    static Party party(Group group) {
        return Party.object("group", group.fullName());
    }
}
