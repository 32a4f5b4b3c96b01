package org.gatehouse.server.signin;

import org.gatehouse.server.realm.Realm;

/** What the sign-in page offers to somebody who cannot sign in; a Spring bean of the feature that helps. */
public interface SignInLink {

    /** The page's path below the realm's, for example {@code sign-in/forgotten}. */
    String path();

    /** The message code of the link's text. */
    String textCode();

    boolean isOffered(Realm realm);
}
