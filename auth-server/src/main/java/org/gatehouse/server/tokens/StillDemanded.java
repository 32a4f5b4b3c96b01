package org.gatehouse.server.tokens;

import java.util.Optional;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.session.SignedInAccount;

/** What a realm demands by now of somebody before a client gets on in their name; a bean of the feature that asks for it. */
public interface StillDemanded {

    /**
     * @param client whose grant is refreshed
     * @param ownDevice whether the person's own device asks, and so from where they are
     * @return what they have to do first, in words for who wrote the client; empty when the client may go on
     */
    Optional<String> of(Realm realm, SignedInAccount person, String client, boolean ownDevice);
}
