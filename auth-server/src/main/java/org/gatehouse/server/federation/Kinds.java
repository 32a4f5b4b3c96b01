package org.gatehouse.server.federation;

import org.gatehouse.realm.federation.Connection;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Finds what differs for a connection's kind of provider. */
@Component
public class Kinds {

    private final ObjectProvider<ProviderKind> kinds; // asked late: kinds ask what providers publish themselves

    Kinds(ObjectProvider<ProviderKind> kinds) {
        this.kinds = kinds;
    }

    public ProviderKind of(Connection connection) {
        String name = connection.provider().kind();
        return kinds.stream()
                .filter(kind -> kind.kind().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("Nothing knows how to speak to a provider of kind " + name));
    }
}
