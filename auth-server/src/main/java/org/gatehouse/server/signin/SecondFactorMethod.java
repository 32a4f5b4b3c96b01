package org.gatehouse.server.signin;

import org.gatehouse.realm.signin.SecondFactor;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.realm.Realm;

/** A second factor people can be asked for; a Spring bean of the feature that keeps it. */
public interface SecondFactorMethod {

    SecondFactor kind();

    /** Whether this person has enrolled it and can use it. */
    boolean isReady(Realm realm, Account account);

    /** Its step's page, below {@code /realms/{realm}/sign-in/}. */
    String page();
}
