package org.gatehouse.server.signin;

import java.util.function.Supplier;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.session.Assurance;
import org.gatehouse.server.session.SignedIn;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.stereotype.Component;

/** Lets in whose sign-in satisfies the realm's policy as it is now, not as it was when they signed in. */
@Component
public class EnoughForPages implements AuthorizationManager<RequestAuthorizationContext> {

    private final Sufficiency sufficiency;

    EnoughForPages(Sufficiency sufficiency) {
        this.sufficiency = sufficiency;
    }

    @Override
    public AuthorizationDecision authorize(
            Supplier<? extends @Nullable Authentication> authentication, RequestAuthorizationContext context) {
        boolean enough = SignedIn.of(authentication.get())
                .filter(person ->
                        sufficiency.isEnough(CurrentRequest.currentRealm(), person, null, Assurance.SINGLE_FACTOR))
                .isPresent();
        return new AuthorizationDecision(enough);
    }
}
