package org.gatehouse.server.federation;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.realm.Realm;

/** Finds connections of a realm. */
public final class Connections {

    private Connections() {}

    /** In the order of the realm file. */
    public static List<Connection> of(Realm realm) {
        return realm.definition().signIn().connections();
    }

    public static Optional<Connection> find(Realm realm, String alias) {
        return of(realm).stream()
                .filter(connection -> connection.alias().equals(alias))
                .findFirst();
    }

    /** The connection people with such an identifier are sent to: the one its domain, after the last {@code @}, belongs to. */
    static Optional<Connection> byIdentifier(Realm realm, String identifier) {
        String domain = identifier.substring(identifier.lastIndexOf('@') + 1).strip().toLowerCase(Locale.ROOT);
        return of(realm).stream()
                .filter(connection -> identifier.indexOf('@') > 0)
                .filter(connection -> connection.domains().contains(domain))
                .findFirst();
    }
}
