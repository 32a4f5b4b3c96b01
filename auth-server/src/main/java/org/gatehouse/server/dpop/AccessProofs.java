package org.gatehouse.server.dpop;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.stereotype.Component;

/** Whether whoever presents an access token is the one it is bound to (RFC 9449 section 7). */
@Component
public class AccessProofs {

    private final Proofs proofs;

    AccessProofs(Proofs proofs) {
        this.proofs = proofs;
    }

    /**
     * Passes a good token only in the right hands. To be asked last: a proof is used up.
     *
     * @param boundTo thumbprint of the key the token is bound to; null when it is a bearer's
     * @throws OAuth2AuthenticationException {@code invalid_token} or {@code invalid_dpop_proof}
     */
    public void require(HttpServletRequest request, PresentedToken presented, @Nullable String boundTo) {
        if (presented.bound() != (boundTo != null)) {
            throw invalidToken(
                    presented.bound() ? "The token is bound to no key." : "The token is bound to a key: use DPoP.");
        }
        if (boundTo != null) {
            Proof proof = proofs.find(request, presented.token())
                    .orElseThrow(() -> new InvalidProofException("There is none."));
            if (!boundTo.equals(proof.thumbprint())) {
                throw invalidToken("The token is bound to another key.");
            }
        }
    }

    private static OAuth2AuthenticationException invalidToken(String why) {
        return new OAuth2AuthenticationException(new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, why, null));
    }
}
