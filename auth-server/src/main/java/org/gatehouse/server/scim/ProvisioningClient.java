package org.gatehouse.server.scim;

import java.util.List;
import org.gatehouse.server.directory.AccountCondition;
import org.gatehouse.server.federation.ProvisioningSources.Origin;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.Actor;
import org.jspecify.annotations.Nullable;

/**
 * A directory that provisions a realm.
 *
 * @param actor whose rights are those of the scope, and no person
 * @param source in whose words external identifiers are, and who keeps the people it makes
 * @param origin the connection and issuer whose people it announces; null of a client of its own name
 * @param everybody whether its reach is not what it keeps: the realm file gives it people and groups themselves
 */
record ProvisioningClient(
        Actor actor, String source, @Nullable Origin origin, boolean everybody) {

    Realm realm() {
        return actor.realm();
    }

    /** The alias of its connection; empty without one. */
    String connection() {
        return origin == null ? "" : origin.connection().alias();
    }

    /** The issuer of its people; empty without a connection. */
    String issuer() {
        return origin == null ? "" : origin.issuer();
    }

    /**
     * By what is remembered that it disabled somebody. Of a connection with whose word that was: whoever is behind the alias
     * when the connection leads elsewhere has not disabled anybody.
     */
    String decider() {
        return origin == null ? source : source + " " + origin.issuer();
    }

    /** Which accounts there are for it. */
    AccountCondition reach() {
        return everybody
                ? new AccountCondition.All(List.of())
                : new AccountCondition.ReachedBy(source, connection(), issuer());
    }
}
