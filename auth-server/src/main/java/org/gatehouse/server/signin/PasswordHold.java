package org.gatehouse.server.signin;

import org.gatehouse.server.directory.Account;
import org.gatehouse.server.realm.Realm;

/** Knows of passwords that somebody else may have; a bean of the feature where that is said. */
public interface PasswordHold {

    /**
     * Whether nobody may sign in by the password this account has: it is as good as known to whoever is to be kept out, and
     * would let them choose the next one.
     */
    boolean holds(Realm realm, Account account);
}
