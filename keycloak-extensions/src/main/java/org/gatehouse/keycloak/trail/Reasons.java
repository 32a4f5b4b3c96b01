package org.gatehouse.keycloak.trail;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.gatehouse.audit.event.Activity;
import org.keycloak.events.Errors;

/** Keycloak's error codes as reasons of the trail, where auth-server has a word for the same. */
final class Reasons {

    private static final Pattern CODE = Pattern.compile("[a-z0-9-]{1,60}");

    private static final Map<String, String> SAME = Map.ofEntries(
            entry(Errors.INVALID_USER_CREDENTIALS, "wrong-password"),
            entry(Errors.USER_NOT_FOUND, "unknown-account"),
            entry(Errors.USER_DISABLED, "account-disabled"),
            entry(Errors.USER_TEMPORARILY_DISABLED, "account-locked"),
            entry(Errors.INVALID_CODE, "invalid-grant"),
            entry(Errors.EXPIRED_CODE, "expired"),
            entry(Errors.SESSION_EXPIRED, "expired"),
            entry(Errors.CLIENT_NOT_FOUND, "invalid-client"),
            entry(Errors.INVALID_CLIENT_CREDENTIALS, "invalid-client"),
            entry(Errors.CLIENT_DISABLED, "unauthorized-client"),
            entry(Errors.NOT_ALLOWED, "unauthorized-client"),
            entry(Errors.REJECTED_BY_USER, "access-denied"),
            entry(Errors.CONSENT_DENIED, "access-denied"),
            entry(Errors.IDENTITY_PROVIDER_LOGIN_FAILURE, "provider-error"),
            entry(Errors.IDENTITY_PROVIDER_ERROR, "provider-error"));

    private Reasons() {}

    /** A code in any case: what is none, such as a sentence of an extension, is not repeated. */
    static String of(String error, Activity activity) {
        if (activity == Activity.AUTH_FACTOR && error.equals(Errors.INVALID_USER_CREDENTIALS)) {
            return "wrong-code";
        }
        String code = SAME.getOrDefault(error, error.replace('_', '-').toLowerCase(Locale.ROOT));
        return CODE.matcher(code).matches() ? code : "refused";
    }
}
