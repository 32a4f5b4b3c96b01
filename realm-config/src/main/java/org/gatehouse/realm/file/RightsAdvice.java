package org.gatehouse.realm.file;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.gatehouse.realm.GroupDefinition;
import org.gatehouse.realm.Permission;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.document.Part;

/** Finds roles and groups that make an administrator of whoever gets them. */
final class RightsAdvice {

    private static final String REASON =
            "NIST SP 800-53 (AC-6) asks for least privilege, and the built-in role `admin` is given by two people only.";

    /** Deciding on requests is not for groups. */
    private static final Set<Permission> OF_A_GROUP = EnumSet.complementOf(EnumSet.of(Permission.APPROVALS_DECIDE));

    private final RealmDefinition realm;

    private RightsAdvice(RealmDefinition realm) {
        this.realm = realm;
    }

    static void give(Part file, RealmDefinition realm) {
        List<Part> roles = file.items("roles");
        for (int index = 0; index < roles.size(); index++) {
            if (realm.roles().get(index).permissions().size() == Permission.values().length) {
                onRole(roles.get(index));
            }
        }
        new RightsAdvice(realm).onGroups(file.items("groups"), realm.groups(), Set.of());
    }

    private static void onRole(Part role) {
        role.child("permissions")
                .warn(
                        "role-with-everything",
                        "The role `" + role.text("name") + "` may do everything.",
                        REASON,
                        "Name what its holders need, or give them `admin`.");
    }

    private void onGroups(List<Part> written, List<GroupDefinition> groups, Set<Permission> around) {
        for (int index = 0; index < groups.size(); index++) {
            GroupDefinition group = groups.get(index);
            Set<Permission> brought = EnumSet.noneOf(Permission.class);
            brought.addAll(around);
            group.roles().forEach(role -> brought.addAll(realm.permissionsOf(role)));
            onGroup(written.get(index), group, around, brought);
            onGroups(written.get(index).items("groups"), group.groups(), brought);
        }
    }

    /** Once: the groups within bring no more. */
    private static void onGroup(Part written, GroupDefinition group, Set<Permission> around, Set<Permission> brought) {
        if (brought.containsAll(OF_A_GROUP) && !around.containsAll(OF_A_GROUP)) {
            written.child("roles")
                    .warn(
                            "group-with-everything",
                            "The roles of the group `" + group.name()
                                    + "` may together do everything but decide on requests.",
                            REASON,
                            "Take away a role, or give `admin` to each of these people.");
        }
    }
}
