package org.gatehouse.server.federation;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.signin.ElsewhereSignIn;
import org.springframework.stereotype.Component;

/** The realm's connections on its sign-in page, the one used last first. */
@Component
class OfferedConnections implements ElsewhereSignIn {

    private final LastConnection lastConnection;
    private final TypedIdentifier typed;

    OfferedConnections(LastConnection lastConnection, TypedIdentifier typed) {
        this.lastConnection = lastConnection;
        this.typed = typed;
    }

    @Override
    public List<Way> ways(HttpServletRequest request, Realm realm) {
        String last = lastConnection.find(request).orElse("");
        return Connections.of(realm).stream()
                .map(connection -> way(connection, last))
                .sorted(Comparator.comparing(Way::lastUsed).reversed())
                .toList();
    }

    @Override
    public boolean asksFirst(Realm realm) {
        return Connections.of(realm).stream()
                .anyMatch(connection -> !connection.domains().isEmpty());
    }

    @Override
    public Optional<Way> route(HttpServletRequest request, Realm realm, String identifier) {
        Optional<Connection> connection = Connections.byIdentifier(realm, identifier);
        connection.ifPresent(found -> typed.remember(request, found, identifier));
        return connection.map(found -> way(found, ""));
    }

    private static Way way(Connection connection, String last) {
        return new Way(
                "connections/" + connection.alias(),
                connection.title(),
                connection.alias().equals(last));
    }
}
