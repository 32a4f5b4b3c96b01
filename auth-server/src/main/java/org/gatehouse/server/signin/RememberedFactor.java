package org.gatehouse.server.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.realm.Realm;

/** A browser that gave a second factor before and was told to be remembered. */
public interface RememberedFactor {

    /** Whether this browser may stand in for the person's second factor now; what it presented is renewed. */
    boolean stands(HttpServletRequest request, HttpServletResponse response, Realm realm, Account account);

    /** Whether browsers of this person may be remembered now; where they may not be any more, none stands in for anything. */
    boolean mayStand(Realm realm, Account account);
}
