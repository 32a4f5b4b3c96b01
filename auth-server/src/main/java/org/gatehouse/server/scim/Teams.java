package org.gatehouse.server.scim;

import de.captaingoldfish.scim.sdk.common.resources.Group;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.PlainText;
import org.gatehouse.server.groups.GroupException;
import org.gatehouse.server.groups.Groups;
import org.gatehouse.server.groups.Memberships;
import org.gatehouse.server.trail.Trail;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes groups what a provisioning client says they are. A group that gives rights above the client's own it can neither
 * change nor fill, so nobody comes to rights by way of a directory that were not the directory's to give.
 */
@Component
class Teams {

    private static final int LONGEST_EXTERNAL_ID = 256;

    /** People one request may put in or take out; each is a row locked and an entry. */
    private static final int MOST_AT_ONCE = 1_000;

    private static final int PAGE = 500;

    private final Groups groups;
    private final Memberships memberships;
    private final Reach reach;
    private final GroupRows rows;
    private final Trail trail;

    Teams(Groups groups, Memberships memberships, Reach reach, GroupRows rows, Trail trail) {
        this.groups = groups;
        this.memberships = memberships;
        this.reach = reach;
        this.rows = rows;
        this.trail = trail;
    }

    UUID create(ProvisioningClient client, Group resource, Collection<UUID> members) {
        Groups.Form form = new Groups.Form(resource.getDisplayName().orElse("").strip(), "", null);
        UUID id = groups.create(client.actor(), form).id();
        reach.keepGroup(client, id);
        nameOutside(client, id, resource.getExternalId().orElse(null));
        add(client, id, members);
        return id;
    }

    /** One of the client's own, which it may change. */
    org.gatehouse.server.groups.Group forChange(ProvisioningClient client, UUID id) {
        if (!reach.hasGroup(client, id)) {
            throw Refusal.notFound();
        }
        return groups.forChange(client.actor(), id);
    }

    /** Everything but who is in it. What the client calls it is a change too, for which it needs the same rights. */
    void update(ProvisioningClient client, UUID id, Group resource) {
        org.gatehouse.server.groups.Group before = forChange(client, id);
        String name = resource.getDisplayName().orElse("").strip();
        String externalId = resource.getExternalId().orElse(null);
        if (!name.equals(before.fullName())
                || !Objects.equals(externalId, rows.externalId(client, id).orElse(null))) {
            groups.change(client.actor(), id, before.version(), renamed(before, name));
        }
        nameOutside(client, id, externalId);
    }

    void delete(ProvisioningClient client, UUID id) {
        org.gatehouse.server.groups.Group group = forChange(client, id);
        remove(client, id, everybody(client, id));
        groups.delete(client.actor(), id, group.version());
    }

    void add(ProvisioningClient client, UUID group, Collection<UUID> people) {
        Collection<UUID> all = inOrder(people);
        if (reach.of(client, all).size() < all.size()) {
            throw nobody();
        }
        for (UUID person : all) {
            try {
                memberships.add(client.actor(), group, person);
            } catch (GroupException ex) {
                throw ex.reason() == GroupException.Reason.NOT_FOUND ? nobody() : ex;
            }
        }
    }

    private static Refusal nobody() {
        return Refusal.invalid(Refusal.INVALID_VALUE, "members: there is no such user.");
    }

    /** Whoever is not in it, or is nobody to the client, stays as they are. */
    void remove(ProvisioningClient client, UUID group, Collection<UUID> people) {
        for (UUID person : reach.of(client, inOrder(people))) {
            memberships.remove(client.actor(), group, person);
        }
    }

    void replace(ProvisioningClient client, UUID group, Collection<UUID> people) {
        TreeSet<UUID> gone = new TreeSet<>(everybody(client, group));
        TreeSet<UUID> added = new TreeSet<>(people);
        added.removeAll(gone);
        gone.removeAll(people);
        remove(client, group, gone);
        add(client, group, added);
    }

    /** Everybody in it there is to the client. */
    List<UUID> everybody(ProvisioningClient client, UUID group) {
        TreeSet<UUID> all = new TreeSet<>();
        List<UUID> page = memberships.members(client.realm(), group, null, PAGE);
        while (!page.isEmpty()) {
            all.addAll(reach.of(client, page));
            page = memberships.members(client.realm(), group, page.get(page.size() - 1), PAGE);
        }
        return List.copyOf(all);
    }

    /** Two requests that lock people in one order do not wait for each other in a circle. */
    private static Collection<UUID> inOrder(Collection<UUID> people) {
        if (people.size() > MOST_AT_ONCE) {
            throw Refusal.invalid(
                    Refusal.TOO_MANY, "At most " + MOST_AT_ONCE + " members can be put in or taken out at once.");
        }
        return new TreeSet<>(people);
    }

    /** Groups within groups are shown by their path, of which the client changes the last name only. */
    private static Groups.Form renamed(org.gatehouse.server.groups.Group before, String name) {
        String place = before.fullName()
                .substring(0, before.fullName().length() - before.name().length());
        if (!name.startsWith(place)) {
            throw Refusal.invalid(Refusal.MUTABILITY, "displayName: the group stays in '" + place + "'.");
        }
        return new Groups.Form(name.substring(place.length()), before.description(), before.parent());
    }

    private void nameOutside(ProvisioningClient client, UUID group, @Nullable String externalId) {
        if (externalId != null && !PlainText.isValid(externalId, LONGEST_EXTERNAL_ID)) {
            throw Refusal.invalid(
                    Refusal.INVALID_VALUE,
                    "externalId: must be text of 1 to " + LONGEST_EXTERNAL_ID + " characters in one line.");
        }
        rows.name(client, group, externalId)
                .ifPresent(renamed -> trail.record(trail.event(
                                client.realm(),
                                Activity.OBJECT_UPDATED,
                                client.actor().client(),
                                null)
                        .actor(client.actor().party())
                        .target(Party.object(
                                "group", groups.get(client.realm(), group).fullName()))
                        .detail("id", group.toString())
                        .detail("source", "scim")
                        .change(Change.of("externalId", renamed.before(), renamed.after()))));
    }
}
