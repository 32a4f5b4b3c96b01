package org.gatehouse.server.logout;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.gatehouse.server.realm.Realm;

/** Where somebody may be signed in still once they are signed out here; a Spring bean of the feature that knows. */
public interface SignOutElsewhere {

    /**
     * What the page at the end offers.
     *
     * @param path of the page below the realm's that leads there
     * @param title of where it leads
     */
    record Offer(String path, String title) {}

    Optional<Offer> offer(HttpServletRequest request, Realm realm);
}
