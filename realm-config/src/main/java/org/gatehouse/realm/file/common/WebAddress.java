package org.gatehouse.realm.file.common;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.realm.document.Part;
import org.jspecify.annotations.Nullable;

/** Addresses the service or a browser calls: https, or plain http to this very machine, as for redirect URIs. */
public final class WebAddress {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");

    private WebAddress() {}

    /** The address under the key; empty where there is none, or it is refused. */
    public static Optional<URI> read(Part part, String key) {
        if (!part.has(key) || !part.child(key).isFlawless()) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(part.text(key));
            String refusal = refusal(uri);
            if (refusal == null) {
                return Optional.of(uri);
            }
            part.child(key).refuse(refusal, "Write for example https://app.example/path.");
        } catch (URISyntaxException ex) {
            part.child(key).refuse("This is not a URI.", "Write for example https://app.example/path.");
        }
        return Optional.empty();
    }

    private static @Nullable String refusal(URI uri) {
        if (uri.getHost() == null) {
            return "The address names no host.";
        }
        if (uri.getRawUserInfo() != null) {
            return "The address holds a user name.";
        }
        if (uri.getRawFragment() != null) {
            return "The address has a fragment (`#`).";
        }
        return isSecure(uri) || LOOPBACK.contains(uri.getHost())
                ? null
                : "The address uses plain http, which anybody on the way can read and change.";
    }

    /** Whether it is https. */
    public static boolean isSecure(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme());
    }
}
