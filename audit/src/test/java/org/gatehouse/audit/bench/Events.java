package org.gatehouse.audit.bench;

import java.util.UUID;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Origin;
import org.gatehouse.audit.event.Party;

/** Sign-ins of a few people of one realm, each from a session and a request of its own. */
final class Events {

    static final String REALM = "acme";

    /** Few enough for their keys to stay in the cache, as those of the people who are at work do. */
    static final int PEOPLE = 200;

    private Events() {}

    static AuditEvent next(int caller) {
        String unique = Long.toString(System.nanoTime(), Character.MAX_RADIX);
        return AuditEvent.of(REALM, Activity.AUTH_LOGIN)
                .actor(Party.account(person(caller), "Alice Martin", "alice@acme.example"))
                .origin(new Origin("field-app", "s-" + unique, "r-" + unique, "198.51.100.7", "Firefox/140"))
                .detail("method", "password")
                .build();
    }

    static UUID person(int caller) {
        return new UUID(0, caller % PEOPLE);
    }
}
