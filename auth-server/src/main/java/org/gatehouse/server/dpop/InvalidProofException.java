package org.gatehouse.server.dpop;

import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

/** The proof is not one (RFC 9449 section 4.3). What is wrong with it may be told: it is no secret to its maker. */
final class InvalidProofException extends OAuth2AuthenticationException {

    private static final long serialVersionUID = 1L;

    InvalidProofException(String why) {
        super(new OAuth2Error(OAuth2ErrorCodes.INVALID_DPOP_PROOF, why, null));
    }
}
