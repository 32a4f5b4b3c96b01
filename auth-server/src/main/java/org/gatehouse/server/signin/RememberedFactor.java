package org.gatehouse.server.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.realm.Realm;

/** Second factors that were proven in this browser before and still count. */
public interface RememberedFactor {

    /**
     * Whether this browser need not be asked. A token it holds is good for one use: this gives it the next one, once for
     * each request however often it is asked.
     */
    boolean stands(HttpServletRequest request, HttpServletResponse response, Realm realm, Account account);
}
