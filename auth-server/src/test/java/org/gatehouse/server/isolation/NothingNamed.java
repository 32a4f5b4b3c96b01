package org.gatehouse.server.isolation;

import java.util.List;
import java.util.stream.Stream;

/** Endpoints at which nothing of another realm can be named, and why not. */
final class NothingNamed {

    /** They act on whoever is signed in, and take what that person writes. */
    private static final List<String> OWN = List.of();

    /** What they continue is in the browser's session with the realm, and there is none of another realm in it. */
    private static final List<String> IN_THE_SESSION = List.of();

    /** They name something of the realm's file, of its trail's own numbering or of the service. */
    private static final List<String> OF_THE_REALM = List.of();

    private NothingNamed() {}

    static boolean isExcused(Endpoint endpoint) {
        return all().contains(endpoint.toString());
    }

    static List<String> all() {
        return Stream.of(OWN, IN_THE_SESSION, OF_THE_REALM)
                .flatMap(List::stream)
                .toList();
    }
}
