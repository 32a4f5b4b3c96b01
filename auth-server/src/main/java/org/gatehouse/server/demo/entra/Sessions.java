package org.gatehouse.server.demo.entra;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which applications a browser has signed in to, so that it can sign out of all of them. */
final class Sessions {

    private static final String COOKIE = "stand-in-session";

    private final Map<String, Set<String>> applications = new ConcurrentHashMap<>();

    static String cookie(String session) {
        return COOKIE + "=" + session + "; Path=/; HttpOnly; SameSite=Lax";
    }

    Optional<String> of(Call call) {
        return call.header("Cookie").stream()
                .flatMap(header -> Arrays.stream(header.split("; ")))
                .filter(each -> each.startsWith(COOKIE + "="))
                .map(each -> each.substring(COOKIE.length() + 1))
                .filter(applications::containsKey)
                .findFirst();
    }

    void enter(String session, String logoutAddress) {
        Set<String> all = applications.computeIfAbsent(session, key -> ConcurrentHashMap.newKeySet());
        if (!logoutAddress.isEmpty()) {
            all.add(logoutAddress);
        }
    }

    /** @return whom to tell */
    Set<String> end(String session) {
        Set<String> all = applications.remove(session);
        return all == null ? Set.of() : all;
    }
}
