package org.gatehouse.server.demo;

import java.util.List;
import java.util.Optional;

/** The realms a visitor of the demo may try. Implemented by whoever loads the demo realms. */
public interface DemoRealms {

    /** In the order to offer them; empty while none is loaded. */
    List<DemoRealm> all();

    /** The one-time code a person's authenticator would show now, so that a visitor needs no authenticator. */
    default Optional<String> oneTimeCode(DemoPerson person) {
        return Optional.empty();
    }

    default Optional<DemoRealm> find(String realm) {
        return all().stream()
                .filter(candidate -> candidate.realm().equals(realm))
                .findFirst();
    }
}
