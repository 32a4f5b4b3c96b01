package org.gatehouse.realm.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.gatehouse.realm.Permission;
import org.gatehouse.realm.RoleDefinition;
import org.gatehouse.realm.document.Part;
import org.gatehouse.realm.file.common.Unique;

/** Reads {@code roles}. */
final class RolesSection {

    private RolesSection() {}

    static List<RoleDefinition> read(Part file) {
        Unique names = new Unique("role");
        List<RoleDefinition> roles = new ArrayList<>();
        for (Part role : file.items("roles")) {
            names.check(role, "name");
            checkNotBuiltIn(role);
            roles.add(new RoleDefinition(role.text("name"), role.text("description"), permissions(role)));
        }
        return roles;
    }

    /** Those that exist; the schema has refused the others. */
    private static Set<Permission> permissions(Part role) {
        return role.texts("permissions").stream()
                .map(Permission::find)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
    }

    private static void checkNotBuiltIn(Part role) {
        if (RoleDefinition.BUILT_IN.contains(role.text("name"))) {
            role.child("name")
                    .refuse(
                            "The role `" + role.text("name") + "` is built in: every realm has it.",
                            "Remove this entry, or give the realm's own role another name.");
        }
    }
}
