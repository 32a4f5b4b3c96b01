package org.gatehouse.realm.file.common;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gatehouse.realm.ClientKind;
import org.gatehouse.realm.Permission;
import org.gatehouse.realm.RoleDefinition;
import org.gatehouse.realm.document.Part;

/**
 * What a realm file names, to be looked up where another place refers to it. As written, right or wrong in itself: a
 * fault is reported once and not wherever its name is used.
 */
public final class Names {

    private final Map<String, Set<String>> roles = new HashMap<>();
    private final Map<String, String> clients = new HashMap<>();
    private final Set<String> attributes = new TreeSet<>();
    private final Set<String> groups = new TreeSet<>();

    private Names() {}

    public static Names of(Part file) {
        Names names = new Names();
        RoleDefinition.BUILT_IN.forEach(role -> names.roles.put(role, codes(RoleDefinition.ofBuiltIn(role))));
        file.items("roles")
                .forEach(role -> names.roles.putIfAbsent(role.text("name"), Set.copyOf(role.texts("permissions"))));
        file.items("clients").forEach(client -> names.clients.put(client.text("id"), client.text("kind")));
        file.items("attributes").forEach(attribute -> names.attributes.add(attribute.text("name")));
        names.addGroups("", file);
        return names;
    }

    private static Set<String> codes(Set<Permission> permissions) {
        return permissions.stream().map(Permission::code).collect(Collectors.toSet());
    }

    private void addGroups(String above, Part around) {
        for (Part group : around.items("groups")) {
            groups.add(above + group.text("name"));
            addGroups(above + group.text("name") + "/", group);
        }
    }

    public void checkRole(Part role) {
        checkRole(role, role.text());
    }

    /** @param place where the name stands among other text */
    public void checkRole(Part place, String name) {
        if (!roles.containsKey(name)) {
            place.refuseUnknown(noRole(name), new TreeSet<>(roles.keySet()));
        }
    }

    /** Of a name that is a key. */
    public void checkRoleKey(String name, Part value) {
        if (!roles.containsKey(name)) {
            value.refuseUnknownKey(noRole(name), new TreeSet<>(roles.keySet()));
        }
    }

    private static String noRole(String name) {
        return "The realm has no role `" + name + "`.";
    }

    /** @param place where the id stands, among other text or alone */
    public void checkClient(Part place, String id) {
        if (!clients.containsKey(id)) {
            place.refuseUnknown("The realm has no client `" + id + "`.", new TreeSet<>(clients.keySet()));
        }
    }

    public void checkGroup(Part path) {
        if (!groups.contains(path.text())) {
            path.refuseUnknown("The realm has no group `" + path.text() + "`.", groups);
        }
    }

    /** @param others what may stand there beside attributes */
    public void checkAttribute(Part attribute, List<String> others) {
        if (!attributes.contains(attribute.text()) && !others.contains(attribute.text())) {
            Set<String> known = new TreeSet<>(attributes);
            known.addAll(others);
            attribute.refuseUnknown("The realm has no attribute `" + attribute.text() + "`.", known);
        }
    }

    /** Whether nobody signs in to the client. */
    public boolean isService(String client) {
        return ClientKind.SERVICE.code().equals(clients.get(client));
    }

    /** Whether holders of the role decide on what another person has asked for. */
    public boolean decides(String role) {
        return roles.getOrDefault(role, Set.of()).contains(Permission.APPROVALS_DECIDE.code());
    }

    /** Whether holders of the role may do anything through the administration API. */
    public boolean administers(String role) {
        return !roles.getOrDefault(role, Set.of()).isEmpty();
    }
}
