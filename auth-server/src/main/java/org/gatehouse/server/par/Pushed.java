package org.gatehouse.server.par;

import jakarta.servlet.ServletRequest;
import java.util.Optional;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** Marks the request under way as one that was pushed, or is being pushed. */
final class Pushed {

    private static final String ATTRIBUTE = Pushed.class.getName();

    private Pushed() {}

    static void mark(ServletRequest request, String uri) {
        request.setAttribute(ATTRIBUTE, uri);
    }

    /** The reference it came by. */
    static Optional<String> uri(ServletRequest request) {
        return Optional.ofNullable((String) request.getAttribute(ATTRIBUTE));
    }

    /** Of the current request. */
    static void mark() {
        RequestContextHolder.currentRequestAttributes().setAttribute(ATTRIBUTE, "", RequestAttributes.SCOPE_REQUEST);
    }

    /** Of the current request. */
    static boolean isMarked() {
        return RequestContextHolder.currentRequestAttributes().getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST)
                != null;
    }
}
