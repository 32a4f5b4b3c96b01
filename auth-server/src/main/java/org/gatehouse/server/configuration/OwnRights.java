package org.gatehouse.server.configuration;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.GroupDefinition;
import org.gatehouse.realm.Permission;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.RoleDefinition;
import org.gatehouse.realm.ScimScope;
import org.gatehouse.server.directory.Role;
import org.gatehouse.server.realm.RealmChange;
import org.gatehouse.server.rights.Actor;
import org.springframework.stereotype.Component;

/** Nobody gives or takes through a file what they could not give or take by hand. */
@Component
class OwnRights {

    private static final String REPORTING = "audit.write";

    /**
     * @param replaced clients that get another secret, and are otherwise as they were
     * @throws org.gatehouse.server.rights.ActionRefusedException when the change touches rights above the actor's
     */
    void requireCovering(Actor actor, RealmChange change, Collection<String> replaced) {
        RealmDefinition before = change.before().definition();
        RealmDefinition after = change.after().definition();
        Set<Permission> touched = EnumSet.noneOf(Permission.class);
        touched(before.roles(), after.roles(), RoleDefinition::name)
                .forEach(role -> touched.addAll(role.permissions()));
        touched(before.clients(), after.clients(), ClientDefinition::id)
                .forEach(client -> touched.addAll(permissions(client)));
        replaced.forEach(id -> after.findClient(id).ifPresent(client -> touched.addAll(permissions(client))));
        touchedRoles(before.groups(), after.groups()).forEach(role -> {
            touched.addAll(before.permissionsOf(role));
            touched.addAll(after.permissionsOf(role));
        });
        actor.requireCovering(touched);
    }

    /**
     * Whoever decides whom the realm believes about who people are can be any of them, an administrator too.
     *
     * @param replaced whether a connection gets another secret
     * @throws org.gatehouse.server.rights.ActionRefusedException when that is so and the actor is less
     */
    void requireCoveringTrust(Actor actor, RealmChange change, boolean replaced) {
        RealmDefinition before = change.before().definition();
        RealmDefinition after = change.after().definition();
        if (replaced || !before.signIn().connections().equals(after.signIn().connections())) {
            actor.requireCovering(after.permissionsOf(Role.ADMIN));
        }
    }

    /** @throws org.gatehouse.server.rights.ActionRefusedException when the client may do what the actor may not */
    void requireCovering(Actor actor, ClientDefinition client) {
        actor.requireCovering(permissions(client));
    }

    /**
     * A program may do what its scopes say; and whoever decides where another client's answers go may do so in the name of
     * everybody who signs in through it.
     */
    private static Set<Permission> permissions(ClientDefinition client) {
        Set<Permission> permissions = EnumSet.noneOf(Permission.class);
        client.scopes().forEach(scope -> Permission.find(scope).ifPresent(permissions::add));
        if (client.scopes().contains(REPORTING)) { // writes to the trail, which no role alone lets anybody do
            permissions.add(Permission.REALM_WRITE);
        }
        if (client.scopes().contains(ScimScope.NAME)) {
            permissions.addAll(ScimScope.PERMISSIONS);
        }
        return permissions;
    }

    /** Both forms of every entry that is not the same before and after. */
    private static <T> List<T> touched(List<T> before, List<T> after, Function<T, String> name) {
        Map<String, T> was = byName(before, name);
        Map<String, T> will = byName(after, name);
        return Stream.concat(was.keySet().stream(), will.keySet().stream())
                .distinct()
                .filter(key -> !Objects.equals(was.get(key), will.get(key)))
                .flatMap(key -> Stream.of(was, will).flatMap(all -> Stream.ofNullable(all.get(key))))
                .toList();
    }

    private static <T> Map<String, T> byName(List<T> entries, Function<T, String> name) {
        Map<String, T> byName = new HashMap<>();
        entries.forEach(entry -> byName.put(name.apply(entry), entry));
        return byName;
    }

    /** The roles of every group that is not the same, and of all below it: a move up or down changes what people have. */
    private static List<String> touchedRoles(List<GroupDefinition> before, List<GroupDefinition> after) {
        return touched(before, after, GroupDefinition::name).stream()
                .flatMap(OwnRights::roles)
                .distinct()
                .toList();
    }

    private static Stream<String> roles(GroupDefinition group) {
        return Stream.concat(group.roles().stream(), group.groups().stream().flatMap(OwnRights::roles));
    }
}
