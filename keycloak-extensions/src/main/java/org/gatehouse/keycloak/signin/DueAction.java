package org.gatehouse.keycloak.signin;

import org.keycloak.authentication.InitiatedActionSupport;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionProvider;

/** A required action that Keycloak looks at in each sign-in, and that nobody gets by while it is due. */
public abstract class DueAction implements RequiredActionProvider {

    private final String id;

    protected DueAction(String id) {
        this.id = id;
    }

    /** @throws NotConfiguredException when that cannot be told: then it is */
    protected abstract boolean isDue(RequiredActionContext context);

    /** Keycloak skips a due action that a client asks for ({@code kc_action}) and that does not let itself be asked for. */
    @Override
    public final InitiatedActionSupport initiatedActionSupport() {
        return InitiatedActionSupport.SUPPORTED;
    }

    @Override
    public final void evaluateTriggers(RequiredActionContext context) {
        if (isDueOrUnknown(context)) {
            Initiation.forget(context.getAuthenticationSession(), id);
            context.getAuthenticationSession().addRequiredAction(id);
        } else {
            context.getAuthenticationSession().removeRequiredAction(id);
        }
    }

    private boolean isDueOrUnknown(RequiredActionContext context) {
        try {
            return isDue(context);
        } catch (NotConfiguredException ex) {
            return true;
        }
    }

    @Override
    public final void close() {}
}
