package org.gatehouse.keycloak.entra;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.http.impl.client.CloseableHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Asks Microsoft Graph, in the name of whoever signs in, for the groups they are in, through others too. The address a token
 * names is not called: it is of a service that was shut down, and whoever followed it could be led anywhere.
 *
 * @param address without a final slash, which nothing leads away from: whoever gets the token is the person for an hour
 */
record Graph(CloseableHttpClient http, String address) {

    /** For all calls of a sign-in together: somebody waits for it. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** What Graph lists at most, of which 999 to a page. */
    private static final int MOST_GROUPS = 11_000;

    private static final int MOST_PAGES = 12;

    /** RFC 6750 section 2.1; anything else in a header is somebody's trick. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]{1,16000}=*");

    private static final String VERSION = "/v1.0/";

    /** @throws IOException when they are not known, all of them */
    Set<String> groups(@Nullable String accessToken) throws IOException {
        if (accessToken == null || !TOKEN.matcher(accessToken).matches()) {
            throw new IOException("No access token for Microsoft Graph came with the sign-in");
        }
        GraphCalls calls = new GraphCalls(http, accessToken, PATIENCE);
        GraphPage page = calls.post(URI.create(address + VERSION + "me/getMemberObjects"));
        Set<String> ids = new HashSet<>(page.ids());
        for (int pages = 1; page.next() != null; pages++) {
            page = calls.get(own(page.next(), pages));
            ids.addAll(page.ids());
        }
        if (ids.size() > MOST_GROUPS) {
            throw new IOException("Microsoft Graph lists more groups than it does");
        }
        return ids;
    }

    /** A link is somebody else's text until it is known to lead to where it comes from. */
    private URI own(String link, int pages) throws IOException {
        URI uri = uri(link);
        URI own = URI.create(address);
        boolean sameServer =
                own.getScheme().equals(uri.getScheme()) && own.getRawAuthority().equals(uri.getRawAuthority());
        if (!sameServer || !uri.normalize().getRawPath().startsWith(own.getRawPath() + VERSION)) {
            throw new IOException("Microsoft Graph names a next page elsewhere, which is not followed");
        }
        if (pages == MOST_PAGES) {
            throw new IOException("Microsoft Graph has more pages than it lists groups");
        }
        return uri;
    }

    private static URI uri(String link) throws IOException {
        try {
            return URI.create(link);
        } catch (IllegalArgumentException ex) {
            throw new IOException("Microsoft Graph names a next page by what is no address", ex);
        }
    }

    /** @return the address, as whoever runs Keycloak wrote it; the text names no option */
    static String checked(String address) {
        URI uri = URI.create(address);
        boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
        if (!web || uri.getHost() == null || uri.getRawQuery() != null || address.endsWith("/")) {
            throw new IllegalArgumentException("This is no address of Microsoft Graph: " + address
                    + ". Write it like https://graph.example.org, without a final slash.");
        }
        return address;
    }
}
