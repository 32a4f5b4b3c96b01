package org.gatehouse.keycloak.secondfactor;

import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.gatehouse.keycloak.signin.DueAction;
import org.gatehouse.keycloak.signin.NotConfiguredException;
import org.gatehouse.realm.keycloak.SecondFactors;
import org.jspecify.annotations.Nullable;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventType;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.models.utils.FormMessage;
import org.keycloak.services.managers.BruteForceProtector;

/** Has a person prove a factor, or set one up where it is asked for and there is none. */
final class SecondFactorAction extends DueAction {

    private static final String PAGE = "gatehouse-second-factor.ftl";

    private static final String FIELD = "code";

    /** Longer than any code of Keycloak's. */
    private static final int LONGEST = 64;

    SecondFactorAction() {
        super(SecondFactors.ACTION);
    }

    @Override
    protected boolean isDue(RequiredActionContext context) {
        FactorPolicy policy = FactorPolicy.of(context.getConfig());
        Factors factors = Factors.of(context, policy);
        boolean asked = policy.demands(context) || factors.hasApp() || factors.hasPasskey();
        return asked && !Proof.isIn(context, policy);
    }

    @Override
    public void requiredActionChallenge(RequiredActionContext context) {
        FactorPolicy policy = find(context);
        if (policy == null) {
            context.challenge(
                    refusal(context, "gatehouseSecondFactorNotConfigured", Response.Status.SERVICE_UNAVAILABLE));
            return;
        }
        Factors factors = Factors.of(context, policy);
        if (factors.hasApp()) {
            context.challenge(page(context.form(), factors));
        } else if (factors.hasPasskey()) {
            context.challenge(refusal(context, "gatehouseSecondFactorPasskey", Response.Status.FORBIDDEN));
        } else {
            enrolment(context).requiredActionChallenge(context);
        }
    }

    /** Which step it is follows from what the person has, and never from what the browser sends. */
    @Override
    public void processAction(RequiredActionContext context) {
        FactorPolicy policy = find(context);
        Factors factors = policy == null ? null : Factors.of(context, policy);
        if (factors == null || !factors.hasApp() && factors.hasPasskey()) {
            requiredActionChallenge(context);
        } else if (factors.hasApp()) {
            prove(context, factors);
        } else {
            enrolment(context).processAction(context); // proves nothing yet: this action is due again
        }
    }

    private static void prove(RequiredActionContext context, Factors factors) {
        String code = context.getHttpRequest().getDecodedFormParameters().getFirst(FIELD);
        String credential = code == null || code.length() > LONGEST || isSlowedDown(context)
                ? null
                : factors.accept(code.strip().replace(" ", ""));
        if (credential != null) {
            tellOfProof(context, credential);
            Proof.note(context.getAuthenticationSession(), context.getUser());
            context.success();
        } else {
            tellOfGuess(context);
            LoginFormsProvider form = context.form().addError(new FormMessage(FIELD, "gatehouseCodeWrong"));
            context.challenge(page(form, factors));
        }
    }

    /** Whoever guesses reads the same page; by then the code is not looked at. */
    private static boolean isSlowedDown(RequiredActionContext context) {
        RealmModel realm = context.getRealm();
        BruteForceProtector protector = context.getSession().getProvider(BruteForceProtector.class);
        return realm.isBruteForceProtected()
                && (protector.isTemporarilyDisabled(context.getSession(), realm, context.getUser())
                        || protector.isPermanentlyLockedOut(context.getSession(), realm, context.getUser()));
    }

    private static void tellOfProof(RequiredActionContext context, String credential) {
        context.getEvent()
                .clone()
                .event(EventType.CUSTOM_REQUIRED_ACTION)
                .user(context.getUser())
                .detail(Details.CUSTOM_REQUIRED_ACTION, SecondFactors.ACTION)
                .detail(Details.CREDENTIAL_TYPE, credential)
                .success();
    }

    private static void tellOfGuess(RequiredActionContext context) {
        UserModel person = context.getUser();
        context.getEvent()
                .clone()
                .event(EventType.LOGIN)
                .user(person)
                .detail(Details.USERNAME, person.getUsername())
                .detail(Details.CREDENTIAL_TYPE, OTPCredentialModel.TYPE)
                .error(Errors.INVALID_USER_CREDENTIALS);
        if (context.getRealm().isBruteForceProtected()) {
            context.getSession()
                    .getProvider(BruteForceProtector.class)
                    .failedLogin(
                            context.getRealm(),
                            person,
                            context.getConnection(),
                            context.getUriInfo(),
                            Set.of(OTPCredentialModel.TYPE));
        }
    }

    private static Response page(LoginFormsProvider form, Factors factors) {
        return form.setAttribute("recoveryCodes", factors.hasRecoveryCodes()).createForm(PAGE);
    }

    private static Response refusal(RequiredActionContext context, String message, Response.Status status) {
        return context.form().setError(message).createErrorPage(status);
    }

    /** Keycloak's own, whether or not the realm offers it otherwise. */
    private static RequiredActionProvider enrolment(RequiredActionContext context) {
        return context.getSession()
                .getProvider(RequiredActionProvider.class, UserModel.RequiredAction.CONFIGURE_TOTP.name());
    }

    private static @Nullable FactorPolicy find(RequiredActionContext context) {
        try {
            return FactorPolicy.of(context.getConfig());
        } catch (NotConfiguredException ex) {
            return null;
        }
    }
}
