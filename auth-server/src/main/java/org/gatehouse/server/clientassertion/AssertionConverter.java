package org.gatehouse.server.clientassertion;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.gatehouse.server.authorization.ProtocolFeature;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Takes an assertion out of a request. The parameter {@code client_id} may be left away, the assertion names the client
 * (RFC 7521 section 4.2); the framework's converter asks for it.
 */
final class AssertionConverter implements AuthenticationConverter {

    /** RFC 7523 section 2.2; the one value there is. */
    private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /** What the framework looks for to compare a code's verifier is in these. */
    private static final Set<String> OF_CLIENT = Set.of(
            OAuth2ParameterNames.CLIENT_ID,
            OAuth2ParameterNames.CLIENT_ASSERTION,
            OAuth2ParameterNames.CLIENT_ASSERTION_TYPE);

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        String assertion = request.getParameter(OAuth2ParameterNames.CLIENT_ASSERTION);
        String type = request.getParameter(OAuth2ParameterNames.CLIENT_ASSERTION_TYPE);
        if (assertion == null && type == null) {
            return null;
        }
        try {
            return presented(request, assertion, type);
        } catch (RefusedAssertion ex) {
            throw new OAuth2AuthenticationException(new OAuth2Error(OAuth2ErrorCodes.INVALID_CLIENT), ex);
        }
    }

    private static Authentication presented(
            HttpServletRequest request, @Nullable String assertion, @Nullable String type) {
        if (assertion == null || !TYPE.equals(type)) {
            throw new RefusedAssertion(Fault.TYPE);
        }
        if (String.valueOf(request.getQueryString()).contains(OAuth2ParameterNames.CLIENT_ASSERTION)) {
            throw new RefusedAssertion(Fault.QUERY); // RFC 6749 section 2.3.1: addresses end up in logs
        }
        String client = client(request, assertion);
        request.setAttribute(ProtocolFeature.PRESENTED_CLIENT, client);
        return new OAuth2ClientAuthenticationToken(
                client, new ClientAuthenticationMethod(TYPE), assertion, parameters(request));
    }

    private static String client(HttpServletRequest request, String assertion) {
        String named = request.getParameter(OAuth2ParameterNames.CLIENT_ID);
        if (named != null) {
            return named; // it is compared with the assertion's issuer and subject
        }
        String subject = Assertion.read(assertion).claims().getSubject();
        if (subject == null) {
            throw new RefusedAssertion(Fault.ISSUER);
        }
        return subject;
    }

    private static Map<String, Object> parameters(HttpServletRequest request) {
        Map<String, Object> others = new HashMap<>();
        request.getParameterMap().forEach((name, values) -> {
            if (!OF_CLIENT.contains(name)) {
                others.put(name, values.length == 1 ? values[0] : values);
            }
        });
        return others;
    }
}
