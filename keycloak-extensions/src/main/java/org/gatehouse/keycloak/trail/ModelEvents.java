package org.gatehouse.keycloak.trail;

import java.util.List;
import java.util.function.Function;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.keycloak.KeycloakRealm;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.GroupModel;
import org.keycloak.models.GroupModel.GroupMemberJoinEvent;
import org.keycloak.models.GroupModel.GroupMemberLeaveEvent;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RealmModel.RealmPostCreateEvent;
import org.keycloak.models.RealmModel.RealmRemovedEvent;
import org.keycloak.models.RoleModel;
import org.keycloak.models.RoleModel.RoleGrantedEvent;
import org.keycloak.models.RoleModel.RoleRevokedEvent;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserModel.UserPreRemovedEvent;
import org.keycloak.models.UserModel.UserRemovedEvent;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.provider.ProviderEvent;

/**
 * Entries of what Keycloak's model says of itself: rights that are given and taken, and people who are deleted, whoever
 * or whatever does it. An administrator, the mapper of an identity provider and a mapper of a directory all end here.
 */
final class ModelEvents {

    private final Tracing tracing;

    ModelEvents(Tracing tracing) {
        this.tracing = tracing;
    }

    /** Within the transaction that makes the change, on its thread; what is thrown ends it. */
    void take(ProviderEvent event) {
        if (event instanceof RoleGrantedEvent granted) {
            role(
                    Activity.ROLE_GRANTED,
                    granted.getKeycloakSession(),
                    granted.getRealm(),
                    granted.getUser(),
                    granted.getRole());
        } else if (event instanceof RoleRevokedEvent revoked) {
            role(
                    Activity.ROLE_REVOKED,
                    revoked.getKeycloakSession(),
                    revoked.getRealm(),
                    revoked.getUser(),
                    revoked.getRole());
        } else if (event instanceof GroupMemberJoinEvent joined) {
            member(
                    Activity.GROUP_MEMBER_ADDED,
                    joined.getKeycloakSession(),
                    joined.getRealm(),
                    joined.getUser(),
                    joined.getGroup());
        } else if (event instanceof GroupMemberLeaveEvent left) {
            member(
                    Activity.GROUP_MEMBER_REMOVED,
                    left.getKeycloakSession(),
                    left.getRealm(),
                    left.getUser(),
                    left.getGroup());
        } else if (event instanceof UserPreRemovedEvent goes) {
            remember(goes.getKeycloakSession(), goes.getRealm(), goes.getUser());
        } else if (event instanceof UserRemovedEvent gone) {
            removed(gone.getKeycloakSession(), gone.getRealm(), gone.getUser());
        } else if (event instanceof RealmPostCreateEvent made) {
            if (tracing.traces(made.getCreatedRealm())) {
                realm(Activity.REALM_CHANGED, made.getKeycloakSession(), made.getCreatedRealm());
            }
        } else if (event instanceof RealmRemovedEvent gone && wasTraced(gone)) {
            realm(Activity.REALM_ERASED, gone.getKeycloakSession(), gone.getRealm());
        }
    }

    static String erased(@Nullable String user) {
        return Activity.USER_ERASED.code() + ":" + user;
    }

    private void role(Activity activity, KeycloakSession session, RealmModel realm, UserModel user, RoleModel role) {
        about(activity, session, realm, user, role.getId(), entry -> entry.detail("role", name(role)));
    }

    private void member(
            Activity activity, KeycloakSession session, RealmModel realm, UserModel user, GroupModel group) {
        String name = Snapshot.path(group);
        String id = group.getId();
        about(
                activity,
                session,
                realm,
                user,
                id,
                entry -> entry.detail("group", name).detail("groupId", id));
    }

    /** A role of a client bears its name, too: two clients may each have an "admin". */
    static String name(RoleModel role) {
        return role.getContainer() instanceof ClientModel client
                ? client.getClientId() + ": " + role.getName()
                : role.getName();
    }

    private void about(
            Activity activity,
            KeycloakSession session,
            RealmModel realm,
            UserModel user,
            String what,
            Function<AuditEvent.Builder, AuditEvent.Builder> facts) {
        if (!tracing.traces(realm)) {
            return;
        }
        Party target = People.of(realm, user);
        String name = tracing.trailRealm(realm.getName());
        tracing.add(
                session,
                Draft.of(
                        activity.code() + ":" + user.getId() + ":" + what,
                        cause -> facts.apply(
                                entry(name, activity, cause, target).detail("connection", cause.connection()))));
    }

    /** What the person is called is gone when Keycloak tells that they are. */
    private void remember(KeycloakSession session, RealmModel realm, UserModel user) {
        if (tracing.traces(realm)) {
            session.setAttribute(erased(user.getId()), People.of(realm, user));
        }
    }

    private void removed(KeycloakSession session, RealmModel realm, UserModel user) {
        if (!tracing.traces(realm)) {
            return;
        }
        Party known = session.getAttribute(erased(user.getId()), Party.class);
        Party target = known == null ? People.of(realm, user) : known;
        String name = tracing.trailRealm(realm.getName());
        tracing.add(session, Draft.of(erased(user.getId()), cause -> entry(name, Activity.USER_ERASED, cause, target)));
    }

    /** The realm's settings are gone with it; what is committed, another session still sees. */
    private boolean wasTraced(RealmRemovedEvent gone) {
        return tracing.tracesAll()
                || KeycloakModelUtils.runJobInTransactionWithResult(
                        gone.getKeycloakSession().getKeycloakSessionFactory(), other -> {
                            RealmModel realm =
                                    other.realms().getRealm(gone.getRealm().getId());
                            return realm != null && tracing.traces(realm);
                        });
    }

    private void realm(Activity activity, KeycloakSession session, RealmModel realm) {
        String name = tracing.trailRealm(realm.getName());
        String change = activity == Activity.REALM_CHANGED ? "created" : null;
        tracing.add(
                session,
                Draft.of(
                        activity.code() + ":" + realm.getId(),
                        cause -> entry(name, activity, cause, Party.realm(name))
                                .detail("change", change)
                                .changes(acceptedGaps(change == null ? null : realm))));
    }

    /** What somebody accepted that this Keycloak does not do; later changes of it are an administrator's event. */
    private static List<Change> acceptedGaps(@Nullable RealmModel made) {
        String gaps = made == null ? null : made.getAttribute(KeycloakRealm.ACCEPTED_GAPS);
        return gaps == null || gaps.isEmpty()
                ? List.of()
                : List.of(Change.of("attributes." + KeycloakRealm.ACCEPTED_GAPS, null, gaps));
    }

    private AuditEvent.Builder entry(String realm, Activity activity, Cause cause, Party target) {
        return AuditEvent.of(realm, activity)
                .actor(cause.actor())
                .origin(cause.origin())
                .target(target)
                .occurredAt(tracing.now());
    }
}
