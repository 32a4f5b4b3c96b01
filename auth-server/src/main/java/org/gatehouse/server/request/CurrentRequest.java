package org.gatehouse.server.request;

import java.util.Optional;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;

/**
 * The request this thread is serving.
 *
 * @param realm the realm named in the path, if the path names one
 * @param id the request id, the same in logs, error pages and audit entries
 * @param address the client's address in its one spelling, forwarding headers considered only from trusted proxies
 * @param country of that address, as a proxy says that is trusted with it; null when it is unknown
 * @param userAgent the client's own description of itself
 */
public record CurrentRequest(
        @Nullable Realm realm,
        String id,
        String address,
        @Nullable String country,
        @Nullable String userAgent) {

    private static final ThreadLocal<CurrentRequest> CURRENT = new ThreadLocal<>();

    public static Optional<CurrentRequest> find() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** @throws IllegalStateException outside a request */
    public static CurrentRequest get() {
        return find().orElseThrow(() -> new IllegalStateException("Not serving a request"));
    }

    /** @throws IllegalStateException when the request names no realm */
    public static Realm currentRealm() {
        Realm realm = get().realm();
        if (realm == null) {
            throw new IllegalStateException("The request names no realm");
        }
        return realm;
    }

    static void set(CurrentRequest request) {
        CURRENT.set(request);
    }

    static void clear() {
        CURRENT.remove();
    }
}
