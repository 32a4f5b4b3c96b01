package org.gatehouse.server.dpop;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;

/**
 * An access token as it came with a request.
 *
 * @param bound whether it came under the scheme DPoP (RFC 9449 section 7.1), and not as a bearer's (RFC 6750)
 */
public record PresentedToken(String token, boolean bound) {

    /** RFC 9110 section 11.1: schemes are compared without regard to case. */
    private static final Pattern HEADER = Pattern.compile("(?i)(bearer|dpop) +([A-Za-z0-9._~+/=-]{1,8000}) *");

    /** The one in the request's header; no other place is looked at. */
    public static Optional<PresentedToken> in(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        Matcher matcher = HEADER.matcher(header == null ? "" : header);
        return matcher.matches()
                ? Optional.of(
                        new PresentedToken(matcher.group(2), matcher.group(1).equalsIgnoreCase("dpop")))
                : Optional.empty();
    }
}
