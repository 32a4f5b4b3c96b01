package org.gatehouse.server.signin;

import org.gatehouse.server.directory.Account;
import org.gatehouse.server.realm.Realm;

/**
 * Something a person must do before a sign-in is complete; a bean of the feature that asks it. Several are asked in the
 * beans' order ({@link org.springframework.core.annotation.Order}), each after every factor was given.
 */
public interface RequiredAction {

    boolean isDue(Realm realm, Account account, SignInAttempt attempt);

    /** The last part of the address of its page, below {@code /realms/{realm}/sign-in/}. */
    String page();
}
