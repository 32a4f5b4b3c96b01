package org.gatehouse.keycloak.trail;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Origin;
import org.gatehouse.audit.event.Party;
import org.gatehouse.keycloak.trail.AdminEvents.Heard;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.credential.PasswordCredentialModel;

/** Entries of what administrators do to people's accounts. */
final class AdminUserEvents {

    private static final String ENABLED = "enabled";

    /** What says nothing of who somebody is. */
    private static final Set<String> NOT_PERSONAL = Set.of(ENABLED, "emailVerified", "requiredActions", "notBefore");

    void take(KeycloakSession session, Heard heard, TracedTransaction transaction) {
        Party person = People.find(session, heard.realm(), heard.at(1));
        if (heard.path().size() > 2) {
            part(session, heard, transaction, person);
        } else if (heard.is(OperationType.DELETE)) {
            transaction.add(Draft.of(
                    ModelEvents.erased(heard.at(1)), cause -> heard.entry(Activity.USER_ERASED, cause, person)));
        } else {
            transaction.add(Draft.comparing(
                    heard.key(), (cause, before) -> edited(heard, cause, person, before.apply(heard.place()))));
        }
    }

    private static List<AuditEvent> edited(Heard heard, Cause cause, Party person, Map<String, String> before) {
        Map<String, String> was = heard.is(OperationType.CREATE) ? Map.of() : before;
        List<Change> changes =
                new ArrayList<>(Changes.between(was, heard.after(), field -> !NOT_PERSONAL.contains(field)));
        if (heard.is(OperationType.CREATE)) {
            return List.of(heard.entry(Activity.USER_CREATED, cause, person)
                    .changes(changes)
                    .build());
        }
        List<AuditEvent> entries = new ArrayList<>();
        changes.stream().filter(change -> change.field().equals(ENABLED)).forEach(change -> {
            boolean enabled = Boolean.parseBoolean(change.after());
            entries.add(heard.entry(enabled ? Activity.USER_ENABLED : Activity.USER_DISABLED, cause, person)
                    .change(change)
                    .build());
        });
        changes.removeIf(change -> change.field().equals(ENABLED));
        if (!changes.isEmpty()) {
            entries.add(heard.entry(Activity.USER_UPDATED, cause, person)
                    .changes(changes)
                    .build());
        }
        return entries;
    }

    /** Something of an account: {@code users/ID/reset-password}. */
    private void part(KeycloakSession session, Heard heard, TracedTransaction transaction, Party person) {
        switch (heard.at(2)) {
            case "reset-password" ->
                transaction.add(Draft.of(
                        heard.key(),
                        cause -> heard.entry(Activity.CREDENTIAL_RESET, cause, person)
                                .detail("credential", PasswordCredentialModel.TYPE)));
            case "disable-credential-types" ->
                transaction.add(Draft.of(heard.key(), cause -> heard.entry(Activity.CREDENTIAL_RESET, cause, person)));
            case "logout" ->
                transaction.add(Draft.of(heard.key(), cause -> heard.entry(Activity.SESSION_ENDED, cause, person)));
            case "impersonation" -> {} // a user event tells
            case "credentials" -> transaction.add(credential(heard, person));
            case "consents" ->
                transaction.add(Draft.of(
                        heard.key(),
                        cause -> heard.entry(Activity.CONSENT_REVOKED, cause, person)
                                .origin(through(cause.origin(), heard.last()))));
            case "federated-identity" -> transaction.add(link(heard, person));
            default ->
                transaction.add(Draft.of(
                        heard.key(),
                        cause -> heard.entry(Activity.USER_UPDATED, cause, person)
                                .change(Change.of(Changes.name(heard.at(2)), null, "done"))));
        }
    }

    private static Draft credential(Heard heard, Party person) {
        Place place = new Place(heard.realm().getId(), Snapshot.CREDENTIAL, heard.path());
        return Draft.comparing(heard.key(), (cause, before) -> {
            String type = before.apply(place).getOrDefault(Snapshot.NAME, "");
            boolean password = type.equals(PasswordCredentialModel.TYPE);
            Activity activity = password || !removed(heard) ? Activity.CREDENTIAL_CHANGED : Activity.FACTOR_REMOVED;
            return List.of(heard.entry(activity, cause, person)
                    .detail(activity == Activity.FACTOR_REMOVED ? "factor" : "credential", type.isEmpty() ? null : type)
                    .build());
        });
    }

    /** Keycloak calls it an action; what is moved or renamed has more of a path. */
    private static boolean removed(Heard heard) {
        return heard.path().size() == 4;
    }

    private static Draft link(Heard heard, Party person) {
        Activity activity = heard.is(OperationType.DELETE) ? Activity.FEDERATION_UNLINKED : Activity.FEDERATION_LINKED;
        Function<Cause, AuditEvent.Builder> entry =
                cause -> heard.entry(activity, cause, person).detail("connection", heard.at(3));
        return Draft.of(heard.key(), entry);
    }

    /** The consent is one to that client, whichever the administrator came through. */
    private static Origin through(Origin origin, String client) {
        return new Origin(client, origin.session(), origin.request(), origin.address(), origin.userAgent());
    }
}
