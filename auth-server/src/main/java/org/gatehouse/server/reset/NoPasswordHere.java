package org.gatehouse.server.reset;

import org.gatehouse.server.directory.Account;
import org.gatehouse.server.realm.Realm;

/**
 * Says who signs in elsewhere and has no password here: a letter must not become one, or whoever left there could still come
 * in. A bean of the feature that knows.
 */
public interface NoPasswordHere {

    boolean isFor(Realm realm, Account account);
}
