package org.gatehouse.server.tokens;

import java.util.UUID;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.realm.Realm;

/** Something a feature keeps about a person that ends when their sign-ins elsewhere end; a Spring bean of that feature. */
public interface EndedAlong {

    /** Part of the transaction that ends the sign-ins; writes its own entries. */
    void end(Realm realm, UUID account, Party actor, String reason);
}
