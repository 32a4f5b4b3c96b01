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
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what no protocol request may contain: a parameter sent twice (RFC 6749 section 3.1, except the two that may
 * repeat), too many or too long ones, a NUL, or two ways of client authentication (section 2.3).
 */
final class ProtocolRequestFilter extends OncePerRequestFilter {

    /** RFC 8707 section 2, RFC 8693 section 2.1. */
    private static final Set<String> MAY_REPEAT = Set.of("resource", "audience");

    private static final int MAX_PARAMETERS = 64;
    private static final int MAX_VALUE_LENGTH = 8_192;

    /** What comes back in a redirect must fit into the header of an answer. */
    private static final int MAX_AUTHORIZATION_QUERY = 6_000;

    private static final int MAX_STATE = 4_000;

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<String> fault = fault(request);
        if (fault.isPresent()) {
            OAuth2Error error = new OAuth2Error(OAuth2ErrorCodes.INVALID_REQUEST, fault.get(), null);
            ProtocolErrors.write(request, response, HttpStatus.BAD_REQUEST, error);
            return;
        }
        chain.doFilter(request, response);
    }

    private static Optional<String> fault(HttpServletRequest request) {
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
        boolean hasSecret = request.getParameter(OAuth2ParameterNames.CLIENT_SECRET) != null;
        boolean hasAssertion = request.getParameter(OAuth2ParameterNames.CLIENT_ASSERTION) != null;
        return hasSecret && hasAssertion
                || inHeader != null && (hasSecret || hasAssertion || inBody != null && !inBody.equals(inHeader));
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

    /** RFC 6749 section 5.2 allows these characters in a description, and a name is a stranger's text. */
    private static String printable(String name) {
        return name.length() <= 64 && name.matches("[A-Za-z0-9._~-]+") ? name : "(unnamed)";
    }
}
