package org.gatehouse.server.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.util.WebUtils;

/**
 * Which language to answer in: what the person clicked, what the client asked for
 * (<a href="https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest">OpenID Connect Core 3.1.2.1</a>,
 * {@code ui_locales}), what this browser chose before, what the browser says. Nothing is kept in the session: the
 * language must be known when there is none.
 */
final class LanguageResolver implements LocaleResolver {

    static final String CHOICE = "lang";
    static final String UI_LOCALES = "ui_locales";
    static final String COOKIE = "gatehouse-language";

    private static final Duration REMEMBERED = Duration.ofDays(365);

    /** More than this is not a list of preferences but work for the server. */
    private static final int MOST_PREFERENCES = 20;

    private final boolean secure;

    /** @param secure whether cookies are only for https */
    LanguageResolver(boolean secure) {
        this.secure = secure;
    }

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        return chosen(request)
                .or(() -> AskedLanguage.find(request))
                .or(() -> remembered(request))
                .or(() -> preferred(request))
                .orElse(Language.ENGLISH)
                .locale();
    }

    /** What the person clicked on this request. */
    static Optional<Language> chosen(HttpServletRequest request) {
        return Optional.ofNullable(request.getParameter(CHOICE)).flatMap(Language::of);
    }

    private static Optional<Language> remembered(HttpServletRequest request) {
        return Optional.ofNullable(WebUtils.getCookie(request, COOKIE))
                .map(Cookie::getValue)
                .flatMap(Language::of);
    }

    private static Optional<Language> preferred(HttpServletRequest request) {
        if (request.getHeader(HttpHeaders.ACCEPT_LANGUAGE) == null) {
            return Optional.empty(); // the container would answer with the machine's own language
        }
        Stream<Locale> preferences = Collections.list(request.getLocales()).stream();
        return preferences
                .limit(MOST_PREFERENCES)
                .flatMap(locale -> Language.of(locale.getLanguage()).stream())
                .findFirst();
    }

    @Override
    public void setLocale(HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
        if (response == null || locale == null) {
            return;
        }
        AskedLanguage.forget(request, response);
        var cookie = ResponseCookie.from(COOKIE, Language.of(locale).tag())
                .path("/")
                .maxAge(REMEMBERED)
                .httpOnly(true)
                .secure(secure)
                .sameSite("Lax")
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }
}
