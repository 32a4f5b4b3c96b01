package org.gatehouse.server.authorization;

import java.time.Duration;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

/** A client sends more than may be stored for it (RFC 9126 section 2.3): answered with 429 and how long to wait. */
public final class TooManyRequestsException extends OAuth2AuthenticationException {

    private final Duration wait;

    public TooManyRequestsException(String description, Duration wait) {
        super(new OAuth2Error(OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE, description, null));
        this.wait = wait;
    }

    Duration waitFor() {
        return wait;
    }
}
