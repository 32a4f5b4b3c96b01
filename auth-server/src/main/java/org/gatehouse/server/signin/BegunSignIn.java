package org.gatehouse.server.signin;

import jakarta.servlet.http.HttpServletRequest;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.session.SignedInAccount;

/** Takes note of a sign-in before anybody can use it; a Spring bean of the feature that has to know. */
public interface BegunSignIn {

    /**
     * The entry is about to be written, and then the session; also of one that is lifted to more assurance.
     *
     * @throws SignInOverException when nobody may be signed in by it any more
     */
    void begun(HttpServletRequest request, Realm realm, SignedInAccount person);
}
