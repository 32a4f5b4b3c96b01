package org.gatehouse.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an error page may say beyond its neutral text: words of ours about the request, never a stranger's. */
public final class Explanation {

    private static final String ATTRIBUTE = Explanation.class.getName();

    private Explanation() {}

    /** Explains the error about to be sent to the developer in front of it. */
    public static void give(HttpServletRequest request, @Nullable String text) {
        request.setAttribute(ATTRIBUTE, text);
    }

    static Optional<String> find(HttpServletRequest request) {
        return Optional.ofNullable((String) request.getAttribute(ATTRIBUTE));
    }
}
