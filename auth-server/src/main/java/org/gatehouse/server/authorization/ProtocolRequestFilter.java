package org.gatehouse.server.authorization;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what no protocol request may contain: a parameter sent twice (RFC 6749 section 3.1, except the two that may
 * repeat), too many or too long ones, a NUL, two ways of client authentication (section 2.3), or a way of binding tokens
 * that is not offered and so must not be ignored.
 */
final class ProtocolRequestFilter extends OncePerRequestFilter {

    private static final Pattern PARAMETER_NAME = Pattern.compile("[a-z_]{1,40}");

    /** RFC 8707 section 2, RFC 8693 section 2.1. */
    private static final Set<String> MAY_REPEAT = Set.of("resource", "audience");

    private static final int MAX_PARAMETERS = 64;
    private static final int MAX_VALUE_LENGTH = 8_192;

    /** What comes back in a redirect must fit into the header of an answer. */
    private static final int MAX_AUTHORIZATION_QUERY = 6_000;

    private static final int MAX_STATE = 4_000;

    private final Refusals refusals;
    private final boolean precise;

    /** @param precise whether errors say why */
    ProtocolRequestFilter(Refusals refusals, boolean precise) {
        this.refusals = refusals;
        this.precise = precise;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (precise) {
            ErrorDetail.makePrecise(request);
        }
        Optional<String> fault = fault(request);
        if (fault.isPresent()) {
            OAuth2Error error = new OAuth2Error(OAuth2ErrorCodes.INVALID_REQUEST, fault.get(), null);
            refusals.malformed(request, response, error);
            return;
        }
        chain.doFilter(request, response);
    }

    private static Optional<String> fault(HttpServletRequest request) {
        if (request.getHeader("DPoP") != null) {
            return Optional.of("DPoP is not offered by this server.");
        }
        if (request.getParameterMap().size() > MAX_PARAMETERS) {
            return Optional.of("Too many parameters.");
        }
        if (authenticatesTwice(request)) {
            return Optional.of("More than one client authentication.");
        }
        if (isTooLongToSendBack(request)) {
            return Optional.of("The request is too long.");
        }
        return request.getParameterMap().entrySet().stream()
                .flatMap(parameter -> fault(parameter.getKey(), parameter.getValue()).stream())
                .findFirst();
    }

    private static boolean authenticatesTwice(HttpServletRequest request) {
        String inHeader = BasicCredentials.userName(request.getHeader(HttpHeaders.AUTHORIZATION));
        String inBody = request.getParameter(OAuth2ParameterNames.CLIENT_ID);
        return inHeader != null
                && (request.getParameter(OAuth2ParameterNames.CLIENT_SECRET) != null
                        || (inBody != null && !inBody.equals(inHeader)));
    }

    private static boolean isTooLongToSendBack(HttpServletRequest request) {
        String state = request.getParameter(OAuth2ParameterNames.STATE);
        boolean authorizes = request.getRequestURI().endsWith(ProtocolEndpoints.AUTHORIZE);
        return (state != null
                        && URLEncoder.encode(state, StandardCharsets.UTF_8).length() > MAX_STATE)
                || (authorizes && AuthorizationQuery.of(request).length() > MAX_AUTHORIZATION_QUERY);
    }

    private static Optional<String> fault(String name, String[] values) {
        if (values.length > 1 && !MAY_REPEAT.contains(name)) {
            return Optional.of("A parameter is sent more than once: " + printable(name));
        }
        for (String value : values) {
            if (value.length() > MAX_VALUE_LENGTH || value.indexOf('\0') >= 0 || name.indexOf('\0') >= 0) {
                return Optional.of("A parameter is too long or contains NUL: " + printable(name));
            }
        }
        return Optional.empty();
    }

    /** A name is a stranger's text, and goes into the answer and the trail: only what could be one of the standards'. */
    private static String printable(String name) {
        return PARAMETER_NAME.matcher(name).matches() ? name : "(unnamed)";
    }
}
