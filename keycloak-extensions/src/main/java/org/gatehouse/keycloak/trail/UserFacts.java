package org.gatehouse.keycloak.trail;

import java.util.LinkedHashMap;
import java.util.Map;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.realm.keycloak.AttestedTexts;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.Details;
import org.keycloak.events.Event;
import org.keycloak.models.credential.PasswordCredentialModel;

/** What of an event's details the catalogue admits as facts. The rest may be personal, or a secret, and stays out. */
final class UserFacts {

    private UserFacts() {}

    static Map<String, String> of(Activity activity, Event event, Map<String, String> details) {
        Map<String, String> facts = new LinkedHashMap<>();
        switch (activity) {
            case AUTH_LOGIN -> put(facts, "connection", details.get(Details.IDENTITY_PROVIDER));
            case FEDERATION_LOGIN, FEDERATION_LINKED, FEDERATION_UNLINKED -> {
                put(facts, "connection", details.get(Details.IDENTITY_PROVIDER));
                put(facts, "issuer", details.get(Details.IDENTITY_PROVIDER_ISSUER));
            }
            case TOKEN_ISSUED, TOKEN_REFRESHED, TOKEN_REVOKED, CODE_ISSUED, CONSENT_GRANTED -> {
                put(facts, "family", family(event, details));
                put(facts, "scope", details.get(Details.SCOPE));
            }
            case TOKEN_REFUSED -> put(facts, "family", family(event, details));
            case CREDENTIAL_CHANGED, CREDENTIAL_RESET -> put(facts, "credential", credential(details));
            case FACTOR_ENROLLED, FACTOR_REMOVED, AUTH_FACTOR -> put(facts, "factor", credential(details));
            case ATTESTATION_ACCEPTED -> put(facts, "version", details.get(AttestedTexts.EVENT_VERSION));
            case SESSION_ENDED -> put(facts, "session", Handle.of(event.getSessionId()));
            default -> {}
        }
        return facts;
    }

    static boolean isSecondFactor(Map<String, String> details) {
        return details.containsKey(Details.CREDENTIAL_TYPE) && !isPassword(details);
    }

    static boolean isPassword(Map<String, String> details) {
        return PasswordCredentialModel.TYPE.equals(details.get(Details.CREDENTIAL_TYPE));
    }

    /** Everything of one sign-in of one client belongs together. */
    private static @Nullable String family(Event event, Map<String, String> details) {
        String code = details.get(Details.CODE_ID);
        return Handle.of(code == null ? event.getSessionId() : code);
    }

    private static @Nullable String credential(Map<String, String> details) {
        return details.get(Details.CREDENTIAL_TYPE);
    }

    private static void put(Map<String, String> facts, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            facts.put(name, value);
        }
    }
}
