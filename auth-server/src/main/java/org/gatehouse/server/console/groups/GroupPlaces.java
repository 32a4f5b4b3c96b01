package org.gatehouse.server.console.groups;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.gatehouse.server.console.GroupNames;
import org.gatehouse.server.console.Refusals;
import org.gatehouse.server.groups.Group;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.web.FormErrors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where in the tree a group is to be, as somebody types it. */
@Component
class GroupPlaces {

    private final GroupNames names;

    GroupPlaces(GroupNames names) {
        this.names = names;
    }

    /** Does it with the id of the place; null for outermost. */
    FormErrors place(Actor viewer, GroupForm form, Consumer<@Nullable UUID> action) {
        if (form.isOutermost()) {
            return Refusals.attempt(() -> action.accept(null));
        }
        Optional<Group> inside = names.find(viewer.realm(), String.valueOf(form.parent()));
        return inside.isPresent()
                ? Refusals.attempt(() -> action.accept(inside.get().id()))
                : FormErrors.on("parent", "console.groups.unknown");
    }

    List<Group> proposed(Realm realm) {
        return names.proposed(realm, group -> true);
    }

    /** Where it could be moved: anywhere but into itself. */
    List<Group> proposed(Realm realm, Group group) {
        int depth = group.path().size();
        return names.proposed(
                realm,
                other -> other.path().size() < depth
                        || !other.path().subList(0, depth).equals(group.path()));
    }
}
