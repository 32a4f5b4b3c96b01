package org.gatehouse.server.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.gatehouse.server.realm.Realm;

/** Ways to sign in that lead away from here; a Spring bean of the feature that knows them. */
public interface ElsewhereSignIn {

    /**
     * A way that is offered.
     *
     * @param path of the page below the realm's that leads away, for example {@code connections/partner}; it takes the
     *     parameters {@code request} and {@code to} of the sign-in page
     * @param lastUsed whether somebody signed in this way last in this browser
     */
    record Way(String path, String title, boolean lastUsed) {}

    /** In the order in which they are offered. */
    List<Way> ways(HttpServletRequest request, Realm realm);

    /** Whether what people call themselves may lead them away, so that it has to be known before a password is asked for. */
    boolean asksFirst(Realm realm);

    /** The one way for somebody who calls themselves so, if there is one; it will be known there what they said. */
    Optional<Way> route(HttpServletRequest request, Realm realm, String identifier);
}
