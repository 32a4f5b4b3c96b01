package org.gatehouse.server.signin;

import org.gatehouse.realm.signin.SecondFactor;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.realm.Realm;

/** A second factor people can be asked for; a bean of the feature that keeps it. */
public interface SecondFactorMethod {

    SecondFactor kind();

    /** Whether the person has one and could give it now. */
    boolean isReady(Realm realm, Account account);

    /** The last part of the address of the page that asks for it, below {@code /realms/{realm}/sign-in/}. */
    String page();
}
