package org.gatehouse.realm.file;

import java.util.Map;
import java.util.Set;

/**
 * Keys that belong to the realm file and that this version does not enforce. A file that asks for a second factor
 * either gets it or is refused; when a version starts to enforce a key, it moves from here into the schema.
 */
final class NotEnforced {

    /** Place in the file, list items as {@code *}, to the keys. */
    static final Map<String, Set<String>> KEYS = Map.of(
            "",
            Set.of("billingCountry", "secondFactor", "network", "connections", "attestations", "support", "lifecycle"),
            "/password",
            Set.of("notContaining", "breached", "history", "maxAge"),
            "/clients/*",
            Set.of(
                    "backchannelLogoutUri",
                    "frontchannelLogoutUri",
                    "jwks",
                    "jwksUri",
                    "dpop",
                    "grants",
                    "network",
                    "profile",
                    "signals",
                    "subjectType"));

    private NotEnforced() {}

    /** @param path keys separated by dots: {@code clients.jwks} */
    static boolean isNamed(String path) {
        return KEYS.entrySet().stream()
                .flatMap(place -> place.getValue().stream().map(key -> place.getKey() + "/" + key))
                .map(pointer -> pointer.substring(1).replace("/*", "").replace('/', '.'))
                .anyMatch(path::equals);
    }
}
