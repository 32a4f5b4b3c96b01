package org.gatehouse.server.tokens;

import java.util.Collection;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;

/**
 * For whom an access token is. One that names no resource is for what the realm itself offers and has its client as
 * audience; the issuer is the resource the realm is by name (RFC 8707 section 2, RFC 9068 section 3).
 */
final class Audience {

    private Audience() {}

    /** Whether the realm's own endpoints may take the token. */
    static boolean isRealm(Realm realm, @Nullable String clientId, @Nullable Object audience) {
        return audience instanceof Collection<?> names && (names.contains(clientId) || names.contains(realm.issuer()));
    }
}
