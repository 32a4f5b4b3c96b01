package org.gatehouse.server.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The sign-ins under way in one browser: one for each tab, a few at most. */
@Component
class SignInAttempts {

    private static final String ATTRIBUTE = SignInAttempts.class.getName();

    /** Adds the attempt, or replaces what was known of it. */
    void save(HttpServletRequest request, SignInAttempt attempt) {
        List<SignInAttempt> all = all(request);
        all.removeIf(other -> other.id().equals(attempt.id()));
        all.add(attempt);
        while (all.size() > PendingRequests.MAX) {
            all.remove(0);
        }
        request.getSession().setAttribute(ATTRIBUTE, all);
    }

    Optional<SignInAttempt> find(HttpServletRequest request, @Nullable String id) {
        return all(request).stream().filter(attempt -> attempt.id().equals(id)).findFirst();
    }

    void remove(HttpServletRequest request, SignInAttempt attempt) {
        List<SignInAttempt> all = all(request);
        if (all.removeIf(other -> other.id().equals(attempt.id()))) {
            request.getSession().setAttribute(ATTRIBUTE, all);
        }
    }

    @SuppressWarnings("unchecked") // the attribute is written in this class only
    private static List<SignInAttempt> all(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        Object stored = session == null ? null : session.getAttribute(ATTRIBUTE);
        return stored == null ? new ArrayList<>() : new ArrayList<>((List<SignInAttempt>) stored);
    }
}
