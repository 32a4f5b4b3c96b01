package org.gatehouse.keycloak.secondfactor;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.AuthenticatorFactory;
import org.keycloak.authentication.ConfigurableAuthenticatorFactory;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.authenticators.util.AuthenticatorUtils;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.Constants;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.models.credential.RecoveryAuthnCodesCredentialModel;
import org.keycloak.models.credential.WebAuthnCredentialModel;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.sessions.AuthenticationSessionModel;

/** Whether a factor was shown in this sign-in or the session it goes on with, by whom: it is nobody else's. */
final class Proof {

    /** Goes with the sign-in into the session. */
    private static final String NOTE = "gatehouse.second-factor";

    /** What Keycloak's own authenticators call what they check, and what the realm file does. */
    private static final Map<String, String> METHODS = Map.of(
            OTPCredentialModel.TYPE, FactorPolicy.TOTP,
            RecoveryAuthnCodesCredentialModel.TYPE, FactorPolicy.RECOVERY_CODE,
            WebAuthnCredentialModel.TYPE_TWOFACTOR, FactorPolicy.PASSKEY,
            WebAuthnCredentialModel.TYPE_PASSWORDLESS, FactorPolicy.PASSKEY);

    private Proof() {}

    static void note(AuthenticationSessionModel signIn, UserModel person) {
        signIn.setUserSessionNote(NOTE, person.getId());
    }

    static boolean isIn(RequiredActionContext context, FactorPolicy policy) {
        AuthenticationSessionModel signIn = context.getAuthenticationSession();
        String person = context.getUser().getId();
        return person.equals(signIn.getUserSessionNotes().get(NOTE))
                || goesOn(signIn) && person.equals(noteOfSession(context))
                || wasShownToFlow(context, policy);
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
        return session == null ? null : session.getNote(NOTE);
    }

    private static boolean wasShownToFlow(RequiredActionContext context, FactorPolicy policy) {
        String completed =
                context.getAuthenticationSession().getUserSessionNotes().get(Constants.AUTHENTICATORS_COMPLETED);
        return completed != null
                && AuthenticatorUtils.parseCompletedExecutions(completed).keySet().stream()
                        .anyMatch(execution -> counts(context, policy, execution));
    }

    private static boolean counts(RequiredActionContext context, FactorPolicy policy, String id) {
        AuthenticationExecutionModel execution = context.getRealm().getAuthenticationExecutionById(id);
        if (execution == null || execution.getAuthenticator() == null) {
            return false;
        }
        ConfigurableAuthenticatorFactory factory = (ConfigurableAuthenticatorFactory) context.getSession()
                .getKeycloakSessionFactory()
                .getProviderFactory(Authenticator.class, execution.getAuthenticator());
        String method = factory instanceof AuthenticatorFactory authenticator
                ? METHODS.get(String.valueOf(authenticator.getReferenceCategory()))
                : null;
        return method != null && policy.allows(method);
    }
}
