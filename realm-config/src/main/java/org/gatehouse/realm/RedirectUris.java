package org.gatehouse.realm;

import java.util.List;
import java.util.Optional;

/** Which redirect URIs may be registered, and the one comparison used wherever a request names one. */
public final class RedirectUris {

    private static final List<String> LOOPBACK = List.of("http://127.0.0.1", "http://[::1]", "http://localhost");

    private static final int LARGEST_PORT = 65_535;

    private RedirectUris() {}

    /**
     * Exact string comparison (RFC 9700, section 2.1), with the one exception native apps need (RFC 8252, section 7.3):
     * a loopback redirect URI registered <em>without</em> a port matches any port. Nothing is parsed or normalised, so
     * there is no second reading of a URI that a browser might not share.
     */
    public static boolean matches(String registered, String presented) {
        return registered.equals(presented) || matchesOnAnyPort(registered, presented);
    }

    /** Why a client of this kind may not register the URI, as a sentence for its administrator; empty when it may. */
    public static Optional<String> refusal(String uri, ClientKind kind) {
        return RedirectUriRules.refusal(uri, kind);
    }

    /** Whether the URI is plain HTTP to this very machine. */
    static boolean isLoopback(String uri) {
        return LOOPBACK.stream().anyMatch(host -> uri.startsWith(host) && endsAuthority(uri, host.length()));
    }

    private static boolean matchesOnAnyPort(String registered, String presented) {
        return LOOPBACK.stream()
                .filter(host -> registered.startsWith(host) && startsPath(registered, host.length()))
                .anyMatch(host -> presented.startsWith(host + ":")
                        && isPortThen(registered.substring(host.length()), presented, host.length() + 1));
    }

    private static boolean isPortThen(String rest, String presented, int start) {
        int end = start;
        while (end < presented.length() && presented.charAt(end) >= '0' && presented.charAt(end) <= '9') {
            end++;
        }
        return isPort(presented.substring(start, end))
                && presented.substring(end).equals(rest);
    }

    private static boolean isPort(String digits) {
        return !digits.isEmpty()
                && digits.length() <= 5
                && digits.charAt(0) != '0'
                && Integer.parseInt(digits) <= LARGEST_PORT;
    }

    private static boolean startsPath(String uri, int index) {
        return index == uri.length() || uri.charAt(index) == '/' || uri.charAt(index) == '?';
    }

    private static boolean endsAuthority(String uri, int index) {
        return startsPath(uri, index) || uri.charAt(index) == ':';
    }
}
