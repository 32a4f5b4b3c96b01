package org.gatehouse.server.logout;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.session.SignedInAccount;
import org.jspecify.annotations.Nullable;

/** Where somebody may be signed in still once they are signed out here; a Spring bean of the feature that knows. */
public interface SignOutElsewhere {

    /**
     * What the page at the end offers.
     *
     * @param path of the page below the realm's that leads there
     * @param title of where it leads
     */
    record Offer(String path, String title) {}

    /**
     * Somebody is about to sign out here.
     *
     * @return what {@link #offer} needs to know of them on the page at the end, which nobody is signed in on; it names nobody
     */
    Optional<String> leave(Realm realm, SignedInAccount person);

    /** @param left what {@link #leave} told; null when it told nothing, or that is not known any more */
    Optional<Offer> offer(HttpServletRequest request, Realm realm, @Nullable String left);
}
