package org.gatehouse.server.authorization;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.gatehouse.server.web.Explanation;
import org.gatehouse.server.web.RequestId;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Error;

/**
 * How much of a refusal is told: in a demo why, in production only the reference under which an administrator finds why in
 * the trail. Nobody has to remember to be terse: whoever is not told to be precise is.
 */
final class ErrorDetail {

    private static final String PRECISE = ErrorDetail.class.getName();

    /** As much of a reason as the trail keeps. */
    private static final int LONGEST = 300;

    private ErrorDetail() {}

    static void makePrecise(HttpServletRequest request) {
        request.setAttribute(PRECISE, true);
    }

    /** The error as it is answered. */
    static OAuth2Error told(HttpServletRequest request, OAuth2Error error) {
        String reference = "Reference: " + RequestId.of(request);
        return isPrecise(request) && why(error) != null
                ? new OAuth2Error(error.getErrorCode(), why(error) + " " + reference, error.getUri())
                : new OAuth2Error(error.getErrorCode(), reference, null);
    }

    /** Gives an error page, which has the reference anyway, what it may say beyond. */
    static void explain(HttpServletRequest request, OAuth2Error error) {
        Explanation.give(request, isPrecise(request) ? why(error) : null);
    }

    /** For the trail; null when nothing is known but the code. */
    static @Nullable String why(OAuth2Error error) {
        return Optional.ofNullable(error.getDescription())
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(text -> text.substring(0, Math.min(LONGEST, text.length())))
                .map(ErrorDetail::printable)
                .orElse(null);
    }

    /** The characters of an error_description (RFC 6749 section 5.2). */
    private static String printable(String text) {
        return text.replaceAll("[^ !#-\\[\\]-~]", "?");
    }

    private static boolean isPrecise(HttpServletRequest request) {
        return request.getAttribute(PRECISE) != null;
    }
}
