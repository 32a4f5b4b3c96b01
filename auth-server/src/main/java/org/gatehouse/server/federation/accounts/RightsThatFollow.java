package org.gatehouse.server.federation.accounts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gatehouse.realm.Permission;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.federation.UpstreamIdentity;
import org.gatehouse.server.groups.Group;
import org.gatehouse.server.groups.Groups;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.EffectiveRights;
import org.springframework.stereotype.Component;

/** What follows from a provider's word by a connection's maps. Saying it gives nobody anything. */
@Component
public class RightsThatFollow {

    private final Groups groups;
    private final EffectiveRights rights;

    RightsThatFollow(Groups groups, EffectiveRights rights) {
        this.groups = groups;
        this.rights = rights;
    }

    /** A role that decides on requests is given by two people, so never by a map, whatever the role was when that was written. */
    public Set<String> roles(Realm realm, Connection connection, UpstreamIdentity identity) {
        Set<String> roles = new TreeSet<>();
        String guest = connection.guests().role();
        if (!identity.profile().guest()) {
            roles.addAll(mapped(connection.roles(), identity.profile().roles()));
        } else if (guest != null) {
            roles.add(guest);
        }
        roles.removeIf(role -> !realm.definition().hasRole(role) || decides(realm, role));
        return roles;
    }

    public List<Group> groups(Realm realm, Connection connection, UpstreamIdentity identity) {
        List<Group> found = new ArrayList<>();
        if (!identity.profile().guest()) {
            mapped(connection.groups(), identity.profile().groups().names())
                    .forEach(path -> groups.findByPath(realm, path).ifPresent(found::add));
        }
        found.removeIf(group -> decides(realm, group));
        return found;
    }

    /** Whether it decides on requests, so that no provider gives it. */
    public boolean decides(Realm realm, String role) {
        return realm.definition().permissionsOf(role).contains(Permission.APPROVALS_DECIDE);
    }

    /** Whether everybody in it decides on requests. */
    public boolean decides(Realm realm, Group group) {
        return rights.permissionsOfGroup(realm, group.id()).contains(Permission.APPROVALS_DECIDE);
    }

    private static Set<String> mapped(Map<String, String> map, Set<String> said) {
        return map.entrySet().stream()
                .filter(entry -> said.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
