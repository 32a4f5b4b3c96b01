package org.gatehouse.server.factor;

import org.gatehouse.realm.signin.SecondFactor;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.realm.Realm;

/** A factor that people can set up in the middle of a sign-in; a Spring bean of the feature that keeps it. */
public interface EnrolmentWay {

    SecondFactor kind();

    /** Whether this person can set it up. */
    default boolean isOpenTo(Realm realm, Account account) {
        return true;
    }

    /**
     * Its page, below {@code /realms/{realm}/sign-in/}. It stands where {@link EnrolStep#PAGE} stands: it asks the flow
     * with that name, and adds nothing for somebody who has a factor.
     */
    String page();
}
