package org.gatehouse.server.console.door;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.server.session.SignedInAccount;

/**
 * What the console has instead of tokens: that the realm let this sign-in in.
 *
 * @param reference the sign-in it was given to, and to no later one in the same browser
 * @param family the token family the code began; when it ends, so does this
 */
record ConsoleGrant(String reference, UUID family) implements Serializable {

    private static final String ATTRIBUTE = ConsoleGrant.class.getName();

    void keep(HttpServletRequest request) {
        request.getSession().setAttribute(ATTRIBUTE, this);
    }

    static Optional<ConsoleGrant> find(HttpServletRequest request, SignedInAccount person) {
        HttpSession session = request.getSession(false);
        return Optional.ofNullable(session == null ? null : (ConsoleGrant) session.getAttribute(ATTRIBUTE))
                .filter(grant -> grant.reference().equals(person.reference()));
    }
}
