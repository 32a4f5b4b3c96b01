package org.gatehouse.server.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.WebUtils;

/** Light or dark as the reader's system has it, or as they chose in this browser. */
enum Theme {
    SYSTEM,
    LIGHT,
    DARK;

    static final String CHOICE = "theme";
    static final String COOKIE = "gatehouse-theme";

    private static final Duration REMEMBERED = Duration.ofDays(365);

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What the page's root element says; nothing where the system decides. */
    @Nullable
    String attribute() {
        return this == SYSTEM ? null : code();
    }

    /** What the person clicked on this request, else what this browser chose before. */
    static Theme of(HttpServletRequest request) {
        return chosen(request)
                .or(() -> Optional.ofNullable(WebUtils.getCookie(request, COOKIE))
                        .map(Cookie::getValue)
                        .flatMap(Theme::find))
                .orElse(SYSTEM);
    }

    static Optional<Theme> chosen(HttpServletRequest request) {
        return Optional.ofNullable(request.getParameter(CHOICE)).flatMap(Theme::find);
    }

    /** Remembers it in this browser; that the system decides needs no remembering. */
    void keep(HttpServletRequest request, HttpServletResponse response) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(COOKIE, this == SYSTEM ? "" : code())
                        .path("/")
                        .maxAge(this == SYSTEM ? Duration.ZERO : REMEMBERED)
                        .httpOnly(true)
                        .secure(request.isSecure())
                        .sameSite("Lax")
                        .build()
                        .toString());
    }

    private static Optional<Theme> find(String code) {
        return Arrays.stream(values())
                .filter(theme -> theme.code().equals(code))
                .findFirst();
    }
}
