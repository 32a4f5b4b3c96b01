package org.gatehouse.server.authorization;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;

/**
 * Where a bearer token may be: in the header, or in the form of a POST (RFC 6750 sections 2.1 and 2.2). Never in an
 * address, which histories and logs keep (section 2.3).
 */
final class BearerSource {

    private static final String PARAMETER = "access_token";

    private BearerSource() {}

    static BearerTokenResolver resolver() {
        DefaultBearerTokenResolver resolver = new DefaultBearerTokenResolver();
        resolver.setAllowFormEncodedBodyParameter(true);
        return resolver;
    }

    static boolean isInForm(HttpServletRequest request) {
        String type = request.getContentType();
        return HttpMethod.POST.matches(request.getMethod())
                && type != null
                && type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE)
                && request.getParameter(PARAMETER) != null;
    }
}
