package org.gatehouse.server.tokens;

import java.util.Set;
import java.util.UUID;
import org.gatehouse.server.realm.Realm;

/** Hears which clients a person is signed out of; a Spring bean of the feature that wants to know. */
public interface ClientsSignedOut {

    /**
     * Part of the transaction that ends what these clients obtained.
     *
     * @param ended never empty; a client may be there once for each of several sign-ins
     */
    void signedOut(Realm realm, UUID account, Set<ClientSession> ended);
}
