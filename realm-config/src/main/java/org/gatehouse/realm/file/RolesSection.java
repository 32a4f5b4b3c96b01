package org.gatehouse.realm.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.gatehouse.realm.RoleDefinition;
import org.gatehouse.realm.document.Part;

/** Reads {@code roles}. */
final class RolesSection {

    private RolesSection() {}

    static List<RoleDefinition> read(Part file) {
        Unique names = new Unique("role");
        List<RoleDefinition> roles = new ArrayList<>();
        for (Part role : file.items("roles")) {
            names.check(role, "name");
            checkNotBuiltIn(role);
            roles.add(new RoleDefinition(role.text("name"), role.text("description"), Set.of()));
        }
        return roles;
    }

    private static void checkNotBuiltIn(Part role) {
        if (RoleDefinition.BUILT_IN.contains(role.text("name"))) {
            role.child("name")
                    .refuse("The role `" + role.text("name") + "` is built in and always exists.", "Remove it.");
        }
    }
}
