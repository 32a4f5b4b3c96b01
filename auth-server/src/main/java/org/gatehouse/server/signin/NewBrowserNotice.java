package org.gatehouse.server.signin;

import org.gatehouse.server.directory.Account;
import org.gatehouse.server.realm.Realm;

/** Tells a person that somebody signed in as them with a browser that never did; a bean of the feature that tells. */
public interface NewBrowserNotice {

    void tell(Realm realm, Account account);
}
