package org.gatehouse.keycloak.secondfactor;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.authenticators.browser.OTPFormAuthenticatorFactory;
import org.keycloak.authentication.authenticators.browser.RecoveryAuthnCodesFormAuthenticatorFactory;
import org.keycloak.authentication.authenticators.browser.WebAuthnAuthenticatorFactory;
import org.keycloak.authentication.authenticators.browser.WebAuthnPasswordlessAuthenticatorFactory;
import org.keycloak.authentication.authenticators.directgrant.ValidateOTP;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.keycloak.sessions.CommonClientSessionModel.ExecutionStatus;

/** Whether a factor was shown in this sign-in or the session it goes on with, by whom: it is nobody else's. */
final class Proof {

    /** Goes with the sign-in into the session. */
    private static final String NOTE = "gatehouse.second-factor";

    /**
     * Keycloak's own authenticators that succeed with a factor only, and what the realm file calls what they check. The
     * conditional form ({@code auth-conditional-otp-form}) is none of them: it succeeds when it was skipped, too.
     */
    private static final Map<String, String> METHODS = Map.of(
            OTPFormAuthenticatorFactory.PROVIDER_ID, FactorPolicy.TOTP,
            ValidateOTP.PROVIDER_ID, FactorPolicy.TOTP,
            RecoveryAuthnCodesFormAuthenticatorFactory.PROVIDER_ID, FactorPolicy.RECOVERY_CODE,
            WebAuthnAuthenticatorFactory.PROVIDER_ID, FactorPolicy.PASSKEY,
            WebAuthnPasswordlessAuthenticatorFactory.PROVIDER_ID, FactorPolicy.PASSKEY);

    private Proof() {}

    static void note(AuthenticationSessionModel signIn, UserModel person) {
        signIn.setUserSessionNote(NOTE, person.getId());
    }

    static boolean isIn(RequiredActionContext context, FactorPolicy policy) {
        AuthenticationSessionModel signIn = context.getAuthenticationSession();
        String person = context.getUser().getId();
        if (wasShownToFlow(context, policy)) {
            note(signIn, context.getUser()); // the session goes on with it
        }
        return person.equals(signIn.getUserSessionNotes().get(NOTE))
                || goesOn(signIn) && person.equals(noteOfSession(context));
    }

    /** By its cookie alone; who shows again who they are shows all of it again. */
    private static boolean goesOn(AuthenticationSessionModel signIn) {
        return Boolean.parseBoolean(signIn.getAuthNote(AuthenticationManager.SSO_AUTH));
    }

    private static @Nullable String noteOfSession(RequiredActionContext context) {
        UserSessionModel session = context.getSession()
                .sessions()
                .getUserSession(
                        context.getRealm(),
                        context.getAuthenticationSession().getParentSession().getId());
        boolean theirs = session != null
                && session.getUser().getId().equals(context.getUser().getId());
        return theirs ? session.getNote(NOTE) : null;
    }

    /** In this attempt: what Keycloak notes of completed authenticators may be of the session before, and of another. */
    private static boolean wasShownToFlow(RequiredActionContext context, FactorPolicy policy) {
        return context.getAuthenticationSession().getExecutionStatus().entrySet().stream()
                .filter(execution -> execution.getValue() == ExecutionStatus.SUCCESS)
                .anyMatch(execution -> counts(context, policy, execution.getKey()));
    }

    private static boolean counts(RequiredActionContext context, FactorPolicy policy, String id) {
        AuthenticationExecutionModel execution = context.getRealm().getAuthenticationExecutionById(id);
        String authenticator = execution == null ? null : execution.getAuthenticator();
        String method = authenticator == null ? null : METHODS.get(authenticator);
        return method != null && policy.allows(method);
    }
}
