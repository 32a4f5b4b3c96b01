package org.gatehouse.realm;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a redirect URI must look like to be registered (RFC 6749 section 3.1.2, RFC 8252 section 7, RFC 9700). */
final class RedirectUriRules {

    /** Never an address of an app: a browser runs or shows what they carry. */
    private static final Set<String> DANGEROUS =
            Set.of("javascript", "data", "vbscript", "blob", "file", "about", "view-source");

    private RedirectUriRules() {}

    static Optional<String> refusal(String uri, ClientKind kind) {
        return Optional.ofNullable(textRefusal(uri)).or(() -> parsedRefusal(uri, kind));
    }

    private static @Nullable String textRefusal(String uri) {
        if (uri.contains("*")) {
            return "A redirect URI has no wildcard; write each URI out.";
        }
        if (uri.contains("#")) {
            return "A redirect URI has no fragment (`#`).";
        }
        boolean plain = uri.chars().allMatch(letter -> letter > ' ' && letter < 127);
        return plain ? null : "A redirect URI is written in printable ASCII without spaces.";
    }

    private static Optional<String> parsedRefusal(String text, ClientKind kind) {
        try {
            URI uri = new URI(text);
            String scheme = uri.getScheme();
            return scheme == null
                    ? Optional.of("A redirect URI is absolute, for example https://app.example/callback.")
                    : Optional.ofNullable(refusal(uri, scheme.toLowerCase(Locale.ROOT), kind));
        } catch (URISyntaxException ex) {
            return Optional.of("This is not a URI.");
        }
    }

    private static @Nullable String refusal(URI uri, String scheme, ClientKind kind) {
        if (DANGEROUS.contains(scheme)) {
            return "The scheme `" + scheme + ":` is never accepted.";
        }
        if (uri.getRawUserInfo() != null
                || String.valueOf(uri.getRawAuthority()).contains("@")) {
            return "A redirect URI holds no user name.";
        }
        if (hasDotSegment(uri)) {
            return "A redirect URI has no `.` or `..` segment; write the path it leads to.";
        }
        return scheme.equals("https") || scheme.equals("http") ? webRefusal(uri) : appRefusal(uri, scheme, kind);
    }

    private static @Nullable String webRefusal(URI uri) {
        if (uri.getHost() == null) {
            return "A redirect URI names a host.";
        }
        boolean secure = uri.toString().startsWith("https://");
        return secure || RedirectUris.isLoopback(uri.toString())
                ? null
                : "A redirect URI uses https; plain http only to http://127.0.0.1, http://[::1] or http://localhost.";
    }

    /** RFC 8252, section 7.1: a domain its owner controls, reversed, so that two apps do not meet on one scheme. */
    private static @Nullable String appRefusal(URI uri, String scheme, ClientKind kind) {
        if (kind != ClientKind.MOBILE) {
            return "Only a client of kind mobile may use a scheme of its own; use https.";
        }
        if (!scheme.matches("[a-z][a-z0-9-]*(\\.[a-z0-9][a-z0-9-]*)+") || uri.isOpaque()) {
            return "An app's own scheme is a reversed domain and a path: com.example.app:/callback.";
        }
        return null;
    }

    private static boolean hasDotSegment(URI uri) {
        String path = uri.getPath();
        return path != null && path.matches("(.*/)?\\.\\.?(/.*)?");
    }
}
