package org.gatehouse.keycloak.trail;

import org.gatehouse.audit.event.Origin;
import org.gatehouse.audit.event.Party;
import org.jspecify.annotations.Nullable;

/**
 * Who did what a transaction does, and from where. Keycloak's model tells what changed and not by whom; the event of the
 * same transaction does.
 *
 * @param connection the identity provider on whose word it was done
 */
record Cause(Party actor, Origin origin, @Nullable String connection) {

    /** Keycloak by itself: an import, a migration, a scheduled task. */
    static Cause system() {
        return new Cause(Party.system(), Origin.none(), null);
    }
}
