package org.gatehouse.server.request;

import java.util.function.Supplier;
import org.gatehouse.server.realm.Realm;

/** Does something as if a request to a realm were served. */
public final class Serving {

    private Serving() {}

    public static <T> T requestTo(Realm realm, Supplier<T> work) {
        CurrentRequest.set(new CurrentRequest(realm, "test", "192.0.2.1", null, null));
        try {
            return work.get();
        } finally {
            CurrentRequest.clear();
        }
    }
}
