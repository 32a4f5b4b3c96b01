package org.gatehouse.server.federation;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.realm.Realm;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

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

    /** @throws ResponseStatusException when there is none: the page does not exist */
    static Connection get(Realm realm, String alias) {
        return find(realm, alias).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** The connection people with such an identifier are sent to: the one its domain belongs to. */
    static Optional<Connection> byIdentifier(Realm realm, String identifier) {
        return domainOf(identifier)
                .flatMap(domain -> of(realm).stream()
                        .filter(connection -> connection.domains().contains(domain))
                        .findFirst());
    }

    /**
     * Whether a connection's word on an address counts: of a domain that is another's, only the other's does. One provider
     * would else prove an address for the people of the next.
     */
    public static boolean mayVouch(Realm realm, Connection connection, String email) {
        return byIdentifier(realm, email)
                .filter(owner -> !owner.alias().equals(connection.alias()))
                .isEmpty();
    }

    /** Whether an address is of a domain that a connection answers for. */
    public static boolean isOfADomain(Realm realm, String email) {
        return byIdentifier(realm, email).isPresent();
    }

    /** Whether an address is of one of the connection's own domains. */
    public static boolean owns(Connection connection, String email) {
        return domainOf(email).filter(connection.domains()::contains).isPresent();
    }

    /** What is after the last {@code @}, in lower case; empty of what is no address. */
    static Optional<String> domainOf(String identifier) {
        String trimmed = identifier.strip();
        int at = trimmed.lastIndexOf('@');
        return at > 0 ? Optional.of(trimmed.substring(at + 1).toLowerCase(Locale.ROOT)) : Optional.empty();
    }
}
