package org.gatehouse.server.rights;

import java.util.UUID;
import org.gatehouse.server.realm.Realm;

/**
 * Told, within the transaction, when somebody gives or takes a right by hand. From then on it is theirs to decide: whatever
 * else had given it does not take it away any more. A bean of the feature that gives rights by itself.
 */
public interface HandGivenRights {

    /** Whether something else had given the role. */
    boolean role(Realm realm, UUID account, String role);

    /** Whether something else had put the account into the group. */
    boolean group(Realm realm, UUID account, UUID group);
}
