package org.gatehouse.server.console.door;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The console's open requests of one browser. Each is an attribute of its own: tabs that open at once keep theirs. */
final class ConsoleRequests {

    /** More tabs than anybody signs in from at once; the oldest gives way. */
    private static final int MOST = 8;

    private static final String PREFIX = ConsoleRequest.class.getName() + ".";

    private ConsoleRequests() {}

    static void add(HttpServletRequest request, ConsoleRequest asked) {
        HttpSession session = request.getSession();
        List<ConsoleRequest> open = open(session);
        open.stream()
                .sorted(Comparator.comparing(ConsoleRequest::askedAt))
                .limit(Math.max(0, open.size() + 1 - MOST))
                .forEach(oldest -> session.removeAttribute(PREFIX + oldest.state()));
        session.setAttribute(PREFIX + asked.state(), asked);
    }

    /** Each answer counts once. */
    static Optional<ConsoleRequest> take(HttpServletRequest request, @Nullable String state) {
        HttpSession session = request.getSession(false);
        if (session == null || state == null) {
            return Optional.empty();
        }
        Optional<ConsoleRequest> asked = Optional.ofNullable((ConsoleRequest) session.getAttribute(PREFIX + state));
        session.removeAttribute(PREFIX + state);
        return asked;
    }

    private static List<ConsoleRequest> open(HttpSession session) {
        return Collections.list(session.getAttributeNames()).stream()
                .filter(name -> name.startsWith(PREFIX))
                .map(name -> (ConsoleRequest) session.getAttribute(name))
                .toList();
    }
}
