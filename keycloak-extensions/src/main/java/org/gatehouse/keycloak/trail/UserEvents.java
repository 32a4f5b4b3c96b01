package org.gatehouse.keycloak.trail;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Origin;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.keycloak.trail.UserEventTable.Meaning;
import org.gatehouse.realm.keycloak.AttestedTexts;
import org.gatehouse.realm.keycloak.SecondFactors;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.Event;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.models.credential.PasswordCredentialModel;

/** Entries of what people and clients do themselves. */
final class UserEvents {

    private static final Set<Activity> ABOUT_AN_ACCOUNT = Set.of(
            Activity.USER_CREATED,
            Activity.USER_UPDATED,
            Activity.USER_DISABLED,
            Activity.USER_LOCKED,
            Activity.USER_ERASED,
            Activity.CREDENTIAL_CHANGED,
            Activity.CREDENTIAL_RESET,
            Activity.FACTOR_ENROLLED,
            Activity.FACTOR_REMOVED,
            Activity.FEDERATION_LINKED,
            Activity.FEDERATION_UNLINKED,
            Activity.SESSION_ENDED);

    private static final Set<Activity> OF_A_CLIENT = Set.of(Activity.CLIENT_AUTH_FAILED, Activity.CLIENT_CHANGED);

    private final Tracing tracing;

    UserEvents(Tracing tracing) {
        this.tracing = tracing;
    }

    /** @param heard Keycloak's, which fills it again for the next */
    void take(KeycloakSession session, RealmModel realm, Event heard, TracedTransaction transaction) {
        Event event = heard.clone();
        Map<String, String> details = event.getDetails() == null ? Map.of() : event.getDetails();
        Party person = People.find(session, realm, event.getUserId());
        Party actor = details.containsKey(Details.IMPERSONATOR) ? impersonator(session, details) : person;
        Origin origin = origin(session, event);
        transaction.causedBy(new Cause(actor, origin, details.get(Details.IDENTITY_PROVIDER)));
        row(event, details)
                .ifPresent(row ->
                        transaction.add(draft(realm, event, meaning(row, event, details), actor, person, origin)));
    }

    private Draft draft(RealmModel realm, Event event, Meaning meaning, Party actor, Party person, Origin origin) {
        String key = meaning.activity() == Activity.USER_ERASED && event.getError() == null
                ? ModelEvents.erased(event.getUserId())
                : key(event.getType(), event);
        return Draft.of(key, cause -> entry(realm, event, meaning, actor, person, origin));
    }

    private AuditEvent.Builder entry(
            RealmModel realm, Event event, Meaning meaning, Party actor, Party person, Origin origin) {
        Map<String, String> details = event.getDetails() == null ? Map.of() : event.getDetails();
        AuditEvent.Builder entry = AuditEvent.of(tracing.trailRealm(realm.getName()), meaning.activity())
                .outcome(event.getError() == null ? Outcome.SUCCESS : Outcome.FAILURE)
                .reason(event.getError() == null ? null : Reasons.of(event.getError(), meaning.activity()))
                .actor(actor(meaning.activity(), event, actor))
                .target(target(meaning.activity(), event, details, person))
                .origin(origin)
                .occurredAt(Instant.ofEpochMilli(event.getTime()))
                .changes(changes(meaning.activity(), event, details));
        meaning.facts().forEach(entry::detail);
        UserFacts.of(meaning.activity(), event, details).forEach(entry::detail);
        return entry;
    }

    /** Keycloak has one event for every extension's required action; ours say what was accepted, or proved. */
    private static Optional<Meaning> row(Event event, Map<String, String> details) {
        if (event.getType() == EventType.CUSTOM_REQUIRED_ACTION) {
            if (details.containsKey(AttestedTexts.EVENT_ID)) {
                return Optional.of(new Meaning(Activity.ATTESTATION_ACCEPTED, Map.of()));
            }
            if (SecondFactors.ACTION.equals(details.get(Details.CUSTOM_REQUIRED_ACTION))
                    && UserFacts.isSecondFactor(details)) {
                return Optional.of(new Meaning(Activity.AUTH_FACTOR, Map.of()));
            }
        }
        return UserEventTable.of(event.getType().name());
    }

    /** Several kinds of credential, and of failure, share an event. */
    private static Meaning meaning(Meaning row, Event event, Map<String, String> details) {
        return switch (event.getType()) {
            case UPDATE_CREDENTIAL, UPDATE_CREDENTIAL_ERROR ->
                UserFacts.isPassword(details) ? row : new Meaning(Activity.FACTOR_ENROLLED, row.facts());
            case REMOVE_CREDENTIAL, REMOVE_CREDENTIAL_ERROR ->
                UserFacts.isPassword(details) ? new Meaning(Activity.CREDENTIAL_CHANGED, row.facts()) : row;
            case LOGIN ->
                details.containsKey(Details.IDENTITY_PROVIDER)
                        ? new Meaning(Activity.FEDERATION_LOGIN, row.facts())
                        : row;
            case LOGIN_ERROR ->
                UserFacts.isSecondFactor(details) ? new Meaning(Activity.AUTH_FACTOR, row.facts()) : row;
            case CODE_TO_TOKEN_ERROR, REFRESH_TOKEN_ERROR, TOKEN_EXCHANGE_ERROR ->
                isAboutTheClient(event.getError())
                        ? new Meaning(Activity.CLIENT_AUTH_FAILED, Map.of("endpoint", "token"))
                        : row;
            default -> row;
        };
    }

    private static boolean isAboutTheClient(@Nullable String error) {
        return Errors.INVALID_CLIENT_CREDENTIALS.equals(error)
                || Errors.INVALID_CLIENT.equals(error)
                || Errors.CLIENT_NOT_FOUND.equals(error)
                || Errors.CLIENT_DISABLED.equals(error);
    }

    private static Party actor(Activity activity, Event event, Party person) {
        String client = event.getClientId();
        boolean lockedOut = activity == Activity.USER_LOCKED || activity == Activity.USER_DISABLED;
        if (lockedOut) {
            return Party.system();
        }
        return client != null && (OF_A_CLIENT.contains(activity) || event.getUserId() == null && isClients(event))
                ? Party.client(client)
                : person;
    }

    private static boolean isClients(Event event) {
        return event.getType().name().startsWith("CLIENT_");
    }

    private static @Nullable Party target(Activity activity, Event event, Map<String, String> details, Party person) {
        if (activity == Activity.ATTESTATION_ACCEPTED) {
            return Party.object("attestation", details.getOrDefault(AttestedTexts.EVENT_ID, ""));
        }
        if (activity == Activity.CLIENT_CHANGED) {
            String client = event.getClientId();
            return client == null ? null : Party.client(client);
        }
        if (activity == Activity.SUPPORT_USED) {
            return person;
        }
        return ABOUT_AN_ACCOUNT.contains(activity) && person.person() != null ? person : null;
    }

    /** Keycloak says of each field of a profile what it was and is. */
    private static List<Change> changes(Activity activity, Event event, Map<String, String> details) {
        List<Change> changes = new ArrayList<>();
        if (activity != Activity.USER_UPDATED || event.getError() != null) {
            return changes;
        }
        details.forEach((name, after) -> {
            if (name.startsWith(Details.PREF_UPDATED)) {
                String field = name.substring(Details.PREF_UPDATED.length());
                changes.add(Change.personal(Changes.name(field), details.get(Details.PREF_PREVIOUS + field), after));
            }
        });
        if (event.getType() == EventType.VERIFY_EMAIL) {
            changes.add(Change.of("emailVerified", "false", "true"));
        }
        return changes;
    }

    /** Keycloak names who acts in somebody's name by user name and realm. */
    private static Party impersonator(KeycloakSession session, Map<String, String> details) {
        RealmModel realm = session.realms().getRealmByName(details.get(Details.IMPERSONATOR_REALM));
        String name = details.get(Details.IMPERSONATOR);
        UserModel user = realm == null || name == null ? null : session.users().getUserByUsername(realm, name);
        return realm == null || user == null ? Party.anonymous() : People.of(realm, user);
    }

    static Origin origin(KeycloakSession session, Event event) {
        return new Origin(
                event.getClientId(),
                Handle.of(event.getSessionId()),
                event.getId(),
                event.getIpAddress(),
                Requests.header(session, "User-Agent"));
    }

    /** Keycloak tells of some credentials twice, by an older and by a newer event: the same key, of which one counts. */
    @SuppressWarnings("deprecation")
    private static String key(EventType type, Event event) {
        return switch (type) {
            case UPDATE_PASSWORD -> updated(event, PasswordCredentialModel.TYPE);
            case UPDATE_TOTP -> updated(event, OTPCredentialModel.TYPE);
            case UPDATE_CREDENTIAL -> updated(event, credential(event));
            case REMOVE_TOTP -> removed(event, OTPCredentialModel.TYPE);
            case REMOVE_CREDENTIAL -> removed(event, credential(event));
            default -> type + ":" + event.getId();
        };
    }

    private static String updated(Event event, String credential) {
        return "credential updated:" + event.getUserId() + ":" + credential;
    }

    private static String removed(Event event, String credential) {
        return "credential removed:" + event.getUserId() + ":" + credential;
    }

    /** Of the other types a person may have several. */
    private static String credential(Event event) {
        String type = event.getDetails() == null ? null : event.getDetails().get(Details.CREDENTIAL_TYPE);
        boolean single = PasswordCredentialModel.TYPE.equals(type) || OTPCredentialModel.TYPE.equals(type);
        return type != null && single ? type : event.getId();
    }
}
