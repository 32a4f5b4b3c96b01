package org.gatehouse.server.console;

import java.util.Set;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.rights.Actor;

/** What the viewer may do, for templates: a button nobody may press is not shown. Refusing is done elsewhere. */
record May(Set<Permission> permissions) {

    May(Actor actor) {
        this(actor.permissions());
    }

    public boolean seePeople() {
        return permissions.contains(Permission.USERS_READ);
    }

    public boolean changePeople() {
        return permissions.contains(Permission.USERS_WRITE);
    }

    public boolean deletePeople() {
        return permissions.contains(Permission.USERS_DELETE);
    }

    public boolean erasePeople() {
        return permissions.contains(Permission.USERS_ERASE);
    }

    public boolean seeGroups() {
        return permissions.contains(Permission.GROUPS_READ);
    }

    public boolean changeGroups() {
        return permissions.contains(Permission.GROUPS_WRITE);
    }

    public boolean giveRoles() {
        return permissions.contains(Permission.ROLES_GRANT);
    }

    public boolean changeConnections() {
        return permissions.contains(Permission.CLIENTS_WRITE);
    }

    /** Who may try one may not yet decide whom the realm believes. */
    public boolean decideOnConnections() {
        return permissions.contains(Permission.REALM_WRITE);
    }

    public boolean exportTrail() {
        return permissions.contains(Permission.AUDIT_EXPORT);
    }

    public boolean decideOnRequests() {
        return permissions.contains(Permission.APPROVALS_DECIDE);
    }

    public boolean decideWhatIsKept() {
        return permissions.contains(Permission.AUDIT_RETAIN);
    }

    /** Names and addresses in the trail. */
    public boolean identifyPeople() {
        return permissions.contains(Permission.AUDIT_IDENTIFY);
    }

    public boolean seeTrail() {
        return permissions.contains(Permission.AUDIT_READ);
    }
}
