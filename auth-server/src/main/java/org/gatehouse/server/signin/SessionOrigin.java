package org.gatehouse.server.signin;

import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.session.SignedInAccount;

/** Hears that the session of somebody begins who came from elsewhere; a Spring bean of the feature that brought them. */
public interface SessionOrigin {

    /**
     * Called before there is a session.
     *
     * @param origin as it was named to {@link SignInFlow#begin}
     * @throws SignInOverException when what they came from is over by now
     */
    void begins(Realm realm, String origin, SignedInAccount signedIn);
}
