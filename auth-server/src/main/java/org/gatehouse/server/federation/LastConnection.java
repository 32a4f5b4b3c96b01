package org.gatehouse.server.federation;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.realm.Realm;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * By which connection somebody signed in last with this browser: its alias, in a cookie of the realm's pages. It orders
 * buttons and says nothing of anybody, so nobody gains by forging it.
 */
@Component
class LastConnection {

    private static final String NAME = "gatehouse.last-connection";

    private static final Duration KEPT = Duration.ofDays(180);

    Optional<String> find(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(NAME))
                        .map(Cookie::getValue)
                        .findFirst();
    }

    void remember(HttpServletRequest request, HttpServletResponse response, Realm realm, Connection connection) {
        ResponseCookie cookie = ResponseCookie.from(NAME, connection.alias())
                .path("/realms/" + realm.name())
                .maxAge(KEPT)
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Lax")
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }
}
