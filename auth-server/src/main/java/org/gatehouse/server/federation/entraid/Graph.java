package org.gatehouse.server.federation.entraid;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.gatehouse.server.outgoing.Deadline;
import org.gatehouse.server.outgoing.OutgoingCalls;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Asks Microsoft Graph, in the name of whoever signs in, for the groups they are in, through others too. Its address is the
 * cloud's: the one a token names is of a service that was shut down, and whoever followed it could be led anywhere.
 */
@Component
class Graph {

    /** For all calls of a sign-in together: somebody waits for it. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** What Graph lists at most, of which 999 to a page. */
    private static final int MOST_GROUPS = 11_000;

    private static final int MOST_PAGES = 12;

    /** What Graph checks at most in one call. */
    private static final int AT_ONCE = 20;

    /** RFC 6750 section 2.1; anything else in a header is somebody's trick. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]{1,16000}=*");

    private static final String ME = "/v1.0/me/";

    private final OutgoingCalls calls;

    Graph(OutgoingCalls calls) {
        this.calls = calls;
    }

    /** @param all whether the names are all there are, and not only those that are mapped */
    record Found(Set<String> names, boolean all) {}

    /** What a person allows by signing in: to read what is known of themselves, which is nearly nothing and includes this. */
    static String scope(Cloud cloud) {
        return cloud.graph() + "/User.Read";
    }

    /**
     * @param mapped the groups it matters for
     * @throws GraphException when it is not known
     */
    Found groups(Cloud cloud, Set<String> mapped, @Nullable String accessToken) {
        if (accessToken == null || !TOKEN.matcher(accessToken).matches()) {
            throw new GraphException("No access token for Microsoft Graph came with the sign-in");
        }
        GraphCall call = new GraphCall(calls, cloud.graph(), accessToken);
        return Deadline.within(PATIENCE, () -> ask(mapped, call));
    }

    private static Found ask(Set<String> mapped, GraphCall call) {
        Set<String> names = new HashSet<>();
        return listInto(names, call) ? new Found(names, true) : new Found(checked(mapped, call), false);
    }

    /** @return whether these are all: whoever is in more groups than Graph lists has to be asked about otherwise */
    private static boolean listInto(Set<String> names, GraphCall call) {
        GraphPage page = call.post(ME + "getMemberObjects", Map.of("securityEnabledOnly", true));
        for (int pages = 1; !page.isTooMuch(); pages++) {
            names.addAll(page.ids());
            String next = page.next();
            if (next == null) {
                return names.size() <= MOST_GROUPS;
            }
            if (pages == MOST_PAGES || names.size() > MOST_GROUPS) {
                return false;
            }
            page = call.follow(next);
        }
        return false;
    }

    private static Set<String> checked(Set<String> mapped, GraphCall call) {
        List<String> ids = mapped.stream().filter(EntraClaims::isGuid).sorted().toList();
        Set<String> names = new HashSet<>();
        for (int from = 0; from < ids.size(); from += AT_ONCE) {
            List<String> some = ids.subList(from, Math.min(from + AT_ONCE, ids.size()));
            names.addAll(call.post(ME + "checkMemberGroups", Map.of("groupIds", some))
                    .ids());
        }
        names.retainAll(mapped);
        return names;
    }
}
