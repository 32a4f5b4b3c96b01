package org.gatehouse.server.logout;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page after a logout has to do.
 *
 * @param session the {@code sid} that has ended
 * @param frames the clients of it that have a page to end their own session with
 * @param client who asked for the logout; null when nobody did
 * @param target where to go on to; null when the way ends on the page
 * @param onward whether to go there without being asked
 * @param left what is known elsewhere of the sign-in; null when nothing is
 */
record Farewell(
        String session,
        List<String> frames,
        @Nullable String client,
        @Nullable String target,
        boolean onward,
        @Nullable String left) {

    static final Farewell PLAIN = new Farewell("", List.of(), null, null, false, null);
}
