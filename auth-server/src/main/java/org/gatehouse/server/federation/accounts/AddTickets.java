package org.gatehouse.server.federation.accounts;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Shows that whoever follows the link to connect a company has it from the page. It is a link, as the policy that binds our
 * forms to us would stop browsers from following one to the provider; and without this, another site could have a stranger's
 * identity connected to somebody's account (RFC 6819 section 4.4.1.8).
 */
@Component
class AddTickets {

    private static final String ATTRIBUTE = AddTickets.class.getName();

    /** This browser's ticket: the same until it is used. */
    String issue(HttpServletRequest request) {
        HttpSession session = request.getSession();
        if (session.getAttribute(ATTRIBUTE) instanceof String ticket) {
            return ticket;
        }
        String ticket = UUID.randomUUID().toString();
        session.setAttribute(ATTRIBUTE, ticket);
        return ticket;
    }

    /** Whether it is this browser's; from now on it is not. */
    boolean use(HttpServletRequest request, String ticket) {
        HttpSession session = request.getSession(false);
        Object issued = session == null ? null : session.getAttribute(ATTRIBUTE);
        boolean right = issued instanceof String text
                && MessageDigest.isEqual(
                        text.getBytes(StandardCharsets.US_ASCII), ticket.getBytes(StandardCharsets.UTF_8));
        if (right && session != null) {
            session.removeAttribute(ATTRIBUTE);
        }
        return right;
    }
}
