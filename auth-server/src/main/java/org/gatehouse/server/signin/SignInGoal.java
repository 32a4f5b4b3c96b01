package org.gatehouse.server.signin;

import java.io.Serializable;
import java.util.Optional;
import org.gatehouse.server.session.Assurance;
import org.jspecify.annotations.Nullable;

/**
 * What somebody signs in for.
 *
 * @param request the pending authorization request, if a client asked for the sign-in
 * @param client that asked; null for the realm's own pages
 * @param assurance what the client asked for
 * @param to the page to return to, if a page asked
 */
public record SignInGoal(
        @Nullable String request,
        @Nullable String client,
        Assurance assurance,
        @Nullable String to) implements Serializable {

    /** What a sign-in page was opened for: a client's request, a page to return to, or nothing in particular. */
    public static SignInGoal of(Optional<PendingRequest> pending, @Nullable String to) {
        return new SignInGoal(
                pending.map(PendingRequest::id).orElse(null),
                pending.map(PendingRequest::clientId).orElse(null),
                pending.map(PendingRequest::assurance).orElse(Assurance.SINGLE_FACTOR),
                to);
    }

    /** The realm's own account pages. */
    public static final SignInGoal ACCOUNT = new SignInGoal(null, null, Assurance.SINGLE_FACTOR, null);
}
