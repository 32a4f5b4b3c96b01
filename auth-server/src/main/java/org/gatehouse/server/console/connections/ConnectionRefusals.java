package org.gatehouse.server.console.connections;

import org.gatehouse.server.configuration.ConnectionException;
import org.gatehouse.server.console.Refusals;
import org.gatehouse.server.rights.ActionRefusedException;
import org.gatehouse.server.web.FormErrors;

/** Makes of a connection that is not changed what the page says about it. */
final class ConnectionRefusals {

    /** Whoever sends so many wrong things has not typed them. */
    static final int MOST_TOLD = 20;

    private ConnectionRefusals() {}

    /** Does it; none when it was done. */
    static FormErrors attempt(Runnable action) {
        try {
            action.run();
            return FormErrors.none();
        } catch (ActionRefusedException ex) {
            return FormErrors.of("console.refused." + ex.reason().code());
        } catch (ConnectionException ex) {
            return errors(ex);
        }
    }

    private static FormErrors errors(ConnectionException ex) {
        return switch (ex.reason()) {
            case NOT_FOUND -> throw Refusals.notFound();
            case STALE -> FormErrors.of("console.refused.stale");
            case TAKEN -> FormErrors.on("alias", "console.connections.taken");
            case INVALID -> invalid(ex);
        };
    }

    /** In the words of the realm file, as everywhere where its rules are told. */
    private static FormErrors invalid(ConnectionException ex) {
        if (ex.details().isEmpty()) {
            return FormErrors.of("console.connections.wrong", String.valueOf(ex.getMessage()));
        }
        FormErrors errors = FormErrors.none();
        for (String detail : ex.details().stream().limit(MOST_TOLD).toList()) {
            errors = errors.and(null, "console.connections.wrong", detail);
        }
        return errors;
    }
}
