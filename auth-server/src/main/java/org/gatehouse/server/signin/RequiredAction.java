package org.gatehouse.server.signin;

import org.gatehouse.server.directory.Account;
import org.gatehouse.server.realm.Realm;

/**
 * Something a person must do before a sign-in is complete; a bean of the feature that asks it. Several are asked in the
 * beans' order ({@link org.springframework.core.annotation.Order}), each after every factor was given. What is demanded
 * anew is asked of those who are signed in too, with their next page or authorization request.
 */
public interface RequiredAction {

    /** Whether the person has to do it, whenever they signed in. */
    boolean isDue(Realm realm, Account account);

    /** Whether they have to do it to complete this sign-in: what is due in any case, and what only belongs to the way in. */
    default boolean isDue(Realm realm, Account account, SignInAttempt attempt) {
        return isDue(realm, account);
    }

    /** The last part of the address of its page, below {@code /realms/{realm}/sign-in/}. */
    String page();
}
