package org.gatehouse.server.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The pending requests of one browser: one for each tab, a few at most. */
@Component
public class PendingRequests {

    /** More tabs than anybody signs in from at once; the oldest gives way. */
    static final int MAX = 8;

    private static final String ATTRIBUTE = PendingRequests.class.getName();

    public void add(HttpServletRequest request, PendingRequest pending) {
        List<PendingRequest> all = all(request);
        all.removeIf(other -> other.query().equals(pending.query()));
        all.add(pending);
        while (all.size() > MAX) {
            all.remove(0);
        }
        store(request, all);
    }

    public Optional<PendingRequest> find(HttpServletRequest request, @Nullable String id) {
        return all(request).stream().filter(pending -> pending.id().equals(id)).findFirst();
    }

    public Optional<PendingRequest> findByQuery(HttpServletRequest request, String query) {
        return all(request).stream()
                .filter(pending -> pending.query().equals(query))
                .findFirst();
    }

    public void remove(HttpServletRequest request, PendingRequest pending) {
        List<PendingRequest> all = all(request);
        if (all.remove(pending)) {
            store(request, all);
        }
    }

    @SuppressWarnings("unchecked") // the attribute is written in this class only
    private static List<PendingRequest> all(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        Object stored = session == null ? null : session.getAttribute(ATTRIBUTE);
        return stored == null ? new ArrayList<>() : new ArrayList<>((List<PendingRequest>) stored);
    }

    private static void store(HttpServletRequest request, List<PendingRequest> all) {
        request.getSession().setAttribute(ATTRIBUTE, new ArrayList<>(all));
    }
}
