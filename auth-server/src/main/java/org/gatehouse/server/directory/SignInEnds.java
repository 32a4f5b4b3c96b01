package org.gatehouse.server.directory;

import org.gatehouse.audit.event.Party;
import org.gatehouse.server.realm.Realm;

/**
 * Ends what an account has opened. Declared here because the directory calls it, and implemented where sessions and
 * tokens are known.
 */
public interface SignInEnds {

    /**
     * Ends all of the person's sign-ins on all nodes: sessions, tokens and devices, and writes the entries about it.
     * Belongs to the caller's transaction and does not work without one.
     *
     * @param actor who caused it
     * @param reason a stable code, for example {@code account-disabled}
     */
    void endEverything(Realm realm, Account account, Party actor, String reason);
}
