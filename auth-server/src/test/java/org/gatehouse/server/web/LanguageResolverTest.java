package org.gatehouse.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class LanguageResolverTest {

    private final LanguageResolver resolver = new LanguageResolver(true);
    private final MockHttpServletRequest request = new MockHttpServletRequest();

    @Test
    void nothingKnownMeansEnglish() {
        assertLanguage("en");
    }

    @Test
    void unknownLanguagesAreSkippedNotGuessed() {
        request.addHeader("Accept-Language", "de, es;q=0.9, fr-CA;q=0.5, en;q=0.1");
        assertLanguage("fr");
    }

    @Test
    void theCookieOutranksTheBrowser() {
        request.addHeader("Accept-Language", "fr");
        request.setCookies(new Cookie(LanguageResolver.COOKIE, "en"));
        assertLanguage("en");
    }

    @Test
    void theClientOutranksTheCookie() {
        request.setCookies(new Cookie(LanguageResolver.COOKIE, "en"));
        request.setParameter("ui_locales", "de-AT fr-BE en");
        assertLanguage("fr");
    }

    @Test
    void theClickOutranksTheClient() {
        request.setParameter("ui_locales", "fr");
        request.setParameter("lang", "en");
        assertLanguage("en");
    }

    @Test
    void rubbishIsIgnoredEverywhere() {
        request.setParameter("lang", "../../etc/passwd");
        request.setParameter("ui_locales", "   \u0000 -");
        request.setCookies(new Cookie(LanguageResolver.COOKIE, "<script>"));
        assertLanguage("en");
    }

    @Test
    void theCookieIsForThisSiteOnly() {
        var response = new MockHttpServletResponse();
        resolver.setLocale(request, response, Locale.CANADA_FRENCH);
        assertThat(response.getHeader("Set-Cookie"))
                .startsWith("gatehouse-language=fr;")
                .contains("Secure", "HttpOnly", "SameSite=Lax", "Path=/");
    }

    private void assertLanguage(String tag) {
        assertThat(resolver.resolveLocale(request).toLanguageTag()).isEqualTo(tag);
    }
}
