package org.gatehouse.server.dpop;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** A request whose token came under the scheme DPoP, as the framework reads tokens; what it lacks is checked after. */
final class AsBearer extends HttpServletRequestWrapper {

    private final String authorization;

    AsBearer(HttpServletRequest request, PresentedToken presented) {
        super(request);
        this.authorization = "Bearer " + presented.token();
    }

    @Override
    public @Nullable String getHeader(String name) {
        return HttpHeaders.AUTHORIZATION.equalsIgnoreCase(name) ? authorization : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return HttpHeaders.AUTHORIZATION.equalsIgnoreCase(name)
                ? Collections.enumeration(Collections.singleton(authorization))
                : super.getHeaders(name);
    }
}
