package org.gatehouse.server.signin;

import java.io.Serializable;
import java.time.Instant;
import java.util.Set;
import org.gatehouse.server.session.Assurance;
import org.gatehouse.server.session.SignedInAccount;
import org.jspecify.annotations.Nullable;

/**
 * An authorization request that waits for a person: to sign in, or to allow it. It was validated before it was stored,
 * so its redirect URI may be answered to.
 *
 * @param id names it in the pages' addresses; means nothing outside this browser's session
 * @param responseMode how the answer is to travel; null for the default
 * @param query the request's parameters, to be sent again when the person is done
 * @param assurance what the client asked for by {@code acr_values}
 * @param maxAge seconds since which the person may have signed in at most; null when the client does not say
 * @param afresh whether it wants a new sign-in whoever is signed in; false where nobody is and any sign-in does
 * @param requestedAt a sign-in or consent demanded afresh must be later than this
 * @param loginHint what to put into the user name field (OIDC Core section 3.1.2.1)
 */
public record PendingRequest(
        String id,
        String query,
        String clientId,
        String redirectUri,
        @Nullable String responseMode,
        Set<String> scopes,
        @Nullable String state,
        @Nullable String loginHint,
        Assurance assurance,
        @Nullable Long maxAge,
        boolean afresh,
        Instant requestedAt)
        implements Serializable {

    /** Whether the person signed in afresh for it. */
    public boolean isAnsweredBy(SignedInAccount account) {
        return !account.authTime().isBefore(requestedAt);
    }

    /** Whether the person was asked, for it, for what else they could prove. */
    public boolean isProvenBy(SignedInAccount account) {
        return !account.provenAt().isBefore(requestedAt);
    }
}
