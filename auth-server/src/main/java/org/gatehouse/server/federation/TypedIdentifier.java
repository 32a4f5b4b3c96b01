package org.gatehouse.server.federation;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.util.Optional;
import org.gatehouse.realm.federation.Connection;
import org.springframework.stereotype.Component;

/**
 * Who somebody said they are before they were sent to a connection, so that they need not say it again there. Kept in the
 * browser's session and taken once: in an address of ours it would be in every log on the way.
 */
@Component
class TypedIdentifier {

    private static final String ATTRIBUTE = TypedIdentifier.class.getName();

    /** The longest address there can be (RFC 5321 section 4.5.3.1). */
    private static final int LONGEST = 320;

    private record Typed(String connection, String identifier) implements Serializable {

        @Override
        public String toString() {
            return "Typed[hidden]";
        }
    }

    void remember(HttpServletRequest request, Connection connection, String identifier) {
        if (identifier.length() <= LONGEST) {
            request.getSession().setAttribute(ATTRIBUTE, new Typed(connection.alias(), identifier.strip()));
        }
    }

    Optional<String> take(HttpServletRequest request, Connection connection) {
        HttpSession session = request.getSession(false);
        if (session == null || !(session.getAttribute(ATTRIBUTE) instanceof Typed typed)) {
            return Optional.empty();
        }
        session.removeAttribute(ATTRIBUTE);
        return Optional.of(typed)
                .filter(known -> known.connection().equals(connection.alias()))
                .map(Typed::identifier);
    }
}
