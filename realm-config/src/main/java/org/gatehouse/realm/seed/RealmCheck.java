package org.gatehouse.realm.seed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.gatehouse.realm.AttributeDefinition;
import org.gatehouse.realm.GroupDefinition;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.RoleDefinition;
import org.gatehouse.realm.document.Part;
import org.jspecify.annotations.Nullable;

/** Refuses what the realm a seed is meant for does not know. */
final class RealmCheck {

    /** The realm is not known yet, so nothing is refused for its sake. */
    static final RealmCheck NONE = new RealmCheck(null);

    private final @Nullable RealmDefinition realm;

    private RealmCheck(@Nullable RealmDefinition realm) {
        this.realm = realm;
    }

    static RealmCheck against(RealmDefinition realm) {
        return new RealmCheck(realm);
    }

    void role(Part role) {
        if (realm != null && !realm.hasRole(role.text())) {
            TreeSet<String> known = new TreeSet<>(RoleDefinition.BUILT_IN);
            realm.roles().forEach(own -> known.add(own.name()));
            role.refuseUnknown("The realm has no role `" + role.text() + "`.", known);
        }
    }

    void group(Part group) {
        if (realm != null && realm.findGroup(group.text()).isEmpty()) {
            List<String> known = new ArrayList<>();
            addPaths("", realm.groups(), known);
            group.refuseUnknown("The realm has no group `" + group.text() + "`.", known);
        }
    }

    /** The attribute of the name; empty when the realm is not known, or has none, which is refused. */
    Optional<AttributeDefinition> attribute(String name, Part value) {
        if (realm == null) {
            return Optional.empty();
        }
        Optional<AttributeDefinition> attribute = realm.findAttribute(name);
        if (attribute.isEmpty()) {
            List<String> known =
                    realm.attributes().stream().map(AttributeDefinition::name).toList();
            value.refuseUnknownKey("The realm has no attribute `" + name + "`.", known);
        }
        return attribute;
    }

    private static void addPaths(String before, List<GroupDefinition> groups, List<String> paths) {
        for (GroupDefinition group : groups) {
            paths.add(before + group.name());
            addPaths(before + group.name() + "/", group.groups(), paths);
        }
    }
}
