package org.gatehouse.server.rights;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;

/**
 * Who asks for something, and what they may do.
 *
 * @param realm the one realm they may do it in
 * @param party how the trail names them
 * @param account the person; null for a program that acts for itself
 * @param client the client whose token it is
 * @param rights what the person's roles allow, or a program's scopes: nobody acts on what stands above this
 * @param permissions what the token's scopes allow of it
 * @param signedInAt when the person last proved who they are; null for a program
 */
public record Actor(
        Realm realm,
        Party party,
        @Nullable UUID account,
        String client,
        Set<Permission> rights,
        Set<Permission> permissions,
        @Nullable Instant signedInAt) {

    public Actor {
        rights = Set.copyOf(rights);
        permissions = Set.copyOf(permissions);
    }

    /** @throws ActionRefusedException when the permission is missing */
    public void require(Permission permission) {
        if (!permissions.contains(permission)) {
            throw ActionRefusedException.missing(permission);
        }
    }

    /** @throws ActionRefusedException when somebody with those permissions stands above this actor */
    public void requireCovering(Set<Permission> theirs) {
        if (!rights.containsAll(theirs)) {
            throw new ActionRefusedException(ActionRefusedException.Reason.ABOVE_OWN_RIGHTS);
        }
    }

    /** @throws ActionRefusedException when the account is the actor's own: nobody changes their own rights */
    public void requireSomebodyElse(UUID target) {
        if (isSelf(target)) {
            throw new ActionRefusedException(ActionRefusedException.Reason.OWN_RIGHTS);
        }
    }

    public boolean isSelf(UUID target) {
        return target.equals(account);
    }

    /** One name for one actor, for keys of tables: never shown. */
    public String key() {
        return account == null ? "client:" + client : key(account);
    }

    /** The same name, of a person. */
    public static String key(UUID account) {
        return "account:" + account;
    }
}
