package org.gatehouse.keycloak.trail;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Origin;
import org.gatehouse.audit.event.Party;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.AuthDetails;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import tools.jackson.databind.json.JsonMapper;

/** Entries of what administrators do, with what was before: what they sent does not tell that. */
final class AdminEvents {

    /** In place of the name of a role. */
    static final String UNTOLD = "(not told)";

    private final Tracing tracing;
    private final AdminUserEvents users;

    AdminEvents(Tracing tracing) {
        this.tracing = tracing;
        this.users = new AdminUserEvents();
    }

    /**
     * One of these events.
     *
     * @param after what is there now, with the change
     */
    record Heard(RealmModel realm, String trailRealm, AdminEvent event, List<String> path, Map<String, String> after) {

        AuditEvent.Builder entry(Activity activity, Cause cause, @Nullable Party target) {
            return AuditEvent.of(trailRealm, activity)
                    .actor(cause.actor())
                    .origin(cause.origin())
                    .occurredAt(Instant.ofEpochMilli(event.getTime()))
                    .target(target);
        }

        String kind() {
            return String.valueOf(event.getResourceTypeAsString());
        }

        boolean is(OperationType operation) {
            return event.getOperationType() == operation;
        }

        /** One event, one entry, unless the model tells of the same. */
        String key() {
            return kind() + ":" + event.getResourcePath() + ":" + UUID.randomUUID();
        }

        Place place() {
            return new Place(realm.getId(), kind(), path);
        }

        String at(int index) {
            return index < path.size() ? path.get(index) : "";
        }

        String last() {
            return path.isEmpty() ? "" : path.get(path.size() - 1);
        }
    }

    void take(KeycloakSession session, RealmModel realm, AdminEvent event, TracedTransaction transaction) {
        transaction.causedBy(cause(session, event));
        List<String> path = path(event);
        Heard heard =
                new Heard(realm, tracing.trailRealm(realm.getName()), event, path, after(session, realm, event, path));
        switch (heard.kind()) {
            case "USER" -> users.take(session, heard, transaction);
            case "GROUP_MEMBERSHIP" -> {} // the model tells
            case "REALM_ROLE_MAPPING", "CLIENT_ROLE_MAPPING" -> mapping(session, heard, transaction);
            case "USER_SESSION" ->
                transaction.add(Draft.of(
                        heard.key(),
                        cause -> heard.entry(Activity.SESSION_ENDED, cause, null)
                                .detail("session", Handle.of(heard.last()))));
            case "USER_LOGIN_FAILURE" -> unlocked(session, heard, transaction);
            case "GROUP" -> transaction.add(group(heard));
            case "CLIENT" -> transaction.add(thing(heard, Activity.CLIENT_CHANGED));
            case "REALM" -> transaction.add(realm(heard));
            case "IDENTITY_PROVIDER", "IDENTITY_PROVIDER_MAPPER" ->
                transaction.add(thing(heard, Activity.CONNECTION_CHANGED));
            default -> transaction.add(thing(heard, Activity.POLICY_CHANGED));
        }
    }

    private static Map<String, String> after(
            KeycloakSession session, RealmModel realm, AdminEvent event, List<String> path) {
        if (event.getOperationType() == OperationType.DELETE) {
            return Map.of();
        }
        Place place = new Place(realm.getId(), String.valueOf(event.getResourceTypeAsString()), path);
        return Snapshot.of(session, place).orElseGet(() -> sent(event));
    }

    /** Of what is not known here, what was sent is all there is. */
    private static Map<String, String> sent(AdminEvent event) {
        String json = event.getRepresentation();
        return json == null || json.isBlank() ? Map.of() : Flat.of(json);
    }

    private static List<String> path(AdminEvent event) {
        String path = event.getResourcePath();
        return path == null || path.isBlank()
                ? List.of()
                : Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).toList();
    }

    private static Cause cause(KeycloakSession session, AdminEvent event) {
        AuthDetails who = event.getAuthDetails();
        if (who == null) {
            return Cause.system();
        }
        RealmModel realm = who.getRealmId() == null ? null : session.realms().getRealm(who.getRealmId());
        ClientModel client = realm == null || who.getClientId() == null ? null : realm.getClientById(who.getClientId());
        Origin origin = new Origin(
                client == null ? null : client.getClientId(),
                null,
                event.getId(),
                who.getIpAddress(),
                Requests.header(session, "User-Agent"));
        return new Cause(People.find(session, realm, who.getUserId()), origin, null);
    }

    /** A thing of Keycloak's, with its fields before and after. */
    private static Draft thing(Heard heard, Activity activity) {
        return Draft.comparing(heard.key(), (cause, before) -> {
            Map<String, String> was = heard.is(OperationType.CREATE) ? Map.of() : before.apply(heard.place());
            List<Change> changes = Changes.between(was, heard.after(), field -> false);
            AuditEvent.Builder entry =
                    heard.entry(activity, cause, target(heard, activity, was)).changes(changes);
            return List.of(withState(heard, activity, entry).build());
        });
    }

    private static AuditEvent.Builder withState(Heard heard, Activity activity, AuditEvent.Builder entry) {
        return switch (heard.event().getOperationType()) {
            case CREATE -> entry.detail("to", "created");
            case DELETE -> entry.detail("to", "deleted");
            case UPDATE -> entry;
            case ACTION -> entry.detail("to", Changes.name(heard.last()));
        };
    }

    private static Party target(Heard heard, Activity activity, Map<String, String> before) {
        String name = heard.after().getOrDefault(Snapshot.NAME, before.getOrDefault(Snapshot.NAME, ""));
        String known = name.isEmpty() ? String.join("/", heard.path()) : name;
        return switch (activity) {
            case CLIENT_CHANGED -> Party.client(known);
            case CONNECTION_CHANGED -> Party.object("connection", heard.at(2));
            case REALM_CHANGED -> Party.realm(heard.trailRealm());
            default -> Party.object(heard.kind().toLowerCase(Locale.ROOT).replace('_', '-'), known);
        };
    }

    private static Draft realm(Heard heard) {
        if (!heard.is(OperationType.ACTION)) {
            return Draft.comparing(
                    heard.key(),
                    (cause, before) -> List.of(heard.entry(
                                    Activity.REALM_CHANGED, cause, Party.realm(heard.trailRealm()))
                            .changes(Changes.between(before.apply(heard.place()), heard.after(), field -> false))
                            .build()));
        }
        Activity activity = switch (heard.last()) {
            case "logout-all" -> Activity.SESSION_ENDED;
            case "partial-export" -> Activity.DATA_EXPORTED;
            default -> Activity.REALM_CHANGED;
        };
        return Draft.of(heard.key(), cause -> {
            AuditEvent.Builder entry = heard.entry(activity, cause, Party.realm(heard.trailRealm()));
            return activity == Activity.REALM_CHANGED
                    ? entry.detail("change", Changes.name(String.join("/", heard.path())))
                    : entry;
        });
    }

    private static Draft group(Heard heard) {
        Activity activity = switch (heard.event().getOperationType()) {
            case CREATE -> Activity.OBJECT_CREATED;
            case DELETE -> Activity.OBJECT_DELETED;
            case UPDATE, ACTION -> Activity.OBJECT_UPDATED;
        };
        return Draft.comparing(heard.key(), (cause, before) -> {
            Map<String, String> was = heard.is(OperationType.CREATE) ? Map.of() : before.apply(heard.place());
            return List.of(heard.entry(activity, cause, target(heard, activity, was))
                    .detail("id", Changes.name(heard.last()))
                    .changes(Changes.between(was, heard.after(), field -> false))
                    .build());
        });
    }

    /** Of people the model tells; of groups only this event does. */
    private static void mapping(KeycloakSession session, Heard heard, TracedTransaction transaction) {
        if (!"groups".equals(heard.at(0))) {
            return;
        }
        GroupModel group = session.groups().getGroupById(heard.realm(), heard.at(1));
        Party target = Party.object("group", group == null ? heard.at(1) : Snapshot.path(group));
        Activity activity = heard.is(OperationType.DELETE) ? Activity.ROLE_REVOKED : Activity.ROLE_GRANTED;
        ClientModel client = "clients".equals(heard.at(3)) ? heard.realm().getClientById(heard.at(4)) : null;
        String prefix = client == null ? "" : client.getClientId() + ": ";
        for (String role : roles(heard.event().getRepresentation())) {
            transaction.add(Draft.of(
                    heard.key(), cause -> heard.entry(activity, cause, target).detail("role", prefix + role)));
        }
    }

    /** Names of what was sent. That something was given or taken is told also when Keycloak does not say what. */
    static List<String> roles(@Nullable String representation) {
        List<String> names = new ArrayList<>();
        if (representation != null && !representation.isBlank()) {
            JsonMapper.shared()
                    .readTree(representation)
                    .forEach(role -> names.add(role.path("name").asString(UNTOLD)));
        }
        return names.isEmpty() ? List.of(UNTOLD) : names;
    }

    private static void unlocked(KeycloakSession session, Heard heard, TracedTransaction transaction) {
        Party target = heard.path().size() < 2 ? null : People.find(session, heard.realm(), heard.last());
        transaction.add(Draft.of(heard.key(), cause -> heard.entry(Activity.USER_UNLOCKED, cause, target)));
    }
}
