package org.gatehouse.server.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.WebUtils;

/**
 * The language a client asked for ({@code ui_locales}, OpenID Connect Core section 3.1.2.1), for the pages its request
 * leads to. The next request takes its place; so does what the person clicks.
 */
public final class AskedLanguage {

    static final String COOKIE = "gatehouse-asked-language";

    /** As long as a sign-in may take. */
    private static final Duration REMEMBERED = Duration.ofMinutes(30);

    /** More than this is not a list of preferences but work for the server. */
    private static final int MOST_PREFERENCES = 20;

    private AskedLanguage() {}

    /** Keeps what this request asks for, or forgets what the one before did. */
    public static void keep(HttpServletRequest request, HttpServletResponse response) {
        Optional<Language> asked = of(request.getParameter(LanguageResolver.UI_LOCALES));
        if (asked.isPresent()) {
            write(request, response, asked.get().tag(), REMEMBERED);
        } else {
            forget(request, response);
        }
    }

    static void forget(HttpServletRequest request, HttpServletResponse response) {
        if (WebUtils.getCookie(request, COOKIE) != null) {
            write(request, response, "", Duration.ZERO);
        }
    }

    /** On this very request, or on the one that led here. */
    static Optional<Language> find(HttpServletRequest request) {
        return of(request.getParameter(LanguageResolver.UI_LOCALES))
                .or(() -> Optional.ofNullable(WebUtils.getCookie(request, COOKIE))
                        .flatMap(cookie -> Language.of(cookie.getValue())));
    }

    private static Optional<Language> of(@Nullable String tags) {
        return Optional.ofNullable(tags).stream()
                .flatMap(text -> Arrays.stream(text.split(" ", MOST_PREFERENCES)))
                .flatMap(tag -> Language.of(tag).stream())
                .findFirst();
    }

    private static void write(
            HttpServletRequest request, HttpServletResponse response, String value, Duration lifetime) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(COOKIE, value)
                        .path("/")
                        .maxAge(lifetime)
                        .httpOnly(true)
                        .secure(request.isSecure())
                        .sameSite("Lax")
                        .build()
                        .toString());
    }
}
