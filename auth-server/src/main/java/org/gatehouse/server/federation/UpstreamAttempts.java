package org.gatehouse.server.federation;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What one browser was sent away for: once for each tab, a few times at most. Each is taken once. */
@Component
class UpstreamAttempts {

    /** More tabs than anybody signs in from at once; the oldest gives way. */
    static final int MAX = 8;

    private static final String ATTRIBUTE = UpstreamAttempts.class.getName();

    private final Clock clock;

    UpstreamAttempts(Clock clock) {
        this.clock = clock;
    }

    void add(HttpServletRequest request, UpstreamAttempt attempt) {
        List<UpstreamAttempt> all = all(request.getSession());
        all.add(attempt);
        while (all.size() > MAX) {
            all.remove(0);
        }
        request.getSession().setAttribute(ATTRIBUTE, all);
    }

    /** The attempt this state names, if this browser was sent to this connection with it; from now on there is none. */
    Optional<UpstreamAttempt> take(HttpServletRequest request, String connection, @Nullable String state) {
        HttpSession session = request.getSession(false);
        if (session == null) {
            return Optional.empty();
        }
        List<UpstreamAttempt> all = all(session);
        Optional<UpstreamAttempt> found =
                all.stream().filter(attempt -> attempt.state().equals(state)).findFirst();
        found.ifPresent(attempt -> {
            all.remove(attempt);
            session.setAttribute(ATTRIBUTE, all);
        });
        return found.filter(attempt -> attempt.connection().equals(connection))
                .filter(attempt -> !attempt.isOver(clock.instant()));
    }

    @SuppressWarnings("unchecked") // the attribute is written in this class only
    private static List<UpstreamAttempt> all(HttpSession session) {
        Object stored = session.getAttribute(ATTRIBUTE);
        return stored == null ? new ArrayList<>() : new ArrayList<>((List<UpstreamAttempt>) stored);
    }
}
