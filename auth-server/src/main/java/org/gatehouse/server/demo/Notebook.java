package org.gatehouse.server.demo;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

/** Where the dance of a browser is written down: in its session. */
final class Notebook {

    private static final String ATTRIBUTE = "gatehouse.demo.dance";

    private Notebook() {}

    static @Nullable Dance find(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null && session.getAttribute(ATTRIBUTE) instanceof Dance dance ? dance : null;
    }

    static Dance get(HttpServletRequest request) {
        Dance dance = find(request);
        if (dance == null) {
            throw new DemoProblem("no-dance");
        }
        return dance;
    }

    static void keep(HttpServletRequest request, Dance dance) {
        request.getSession().setAttribute(ATTRIBUTE, dance);
    }

    static void forget(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.removeAttribute(ATTRIBUTE);
        }
    }
}
