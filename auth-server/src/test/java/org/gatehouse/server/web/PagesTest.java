package org.gatehouse.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The whole foundation over real HTTP: error dispatches and late headers exist only in a real container. */
@SpringBootTest(classes = PagesApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class PagesTest {

    private static final Pattern ID = Pattern.compile("[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}");

    @LocalServerPort
    int port;

    private Browser browser;

    @BeforeEach
    void open() {
        browser = new Browser(port);
    }

    @Test
    void anUnknownPageIsAPageForPeople() throws Exception {
        var answer = browser.get("/realms/nobody");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body())
                .contains("<html lang=\"en\"", "<title>Error: This page does not exist – Gatehouse</title>")
                .contains(header(answer, "X-Request-Id"));
        assertDressed(answer);
    }

    @Test
    void anUnknownPageIsAProblemForPrograms() throws Exception {
        var answer = browser.get("/api/realms/nobody");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.body())
                .contains("\"status\":404", "\"reference\":\"" + header(answer, "X-Request-Id") + "\"");
        assertThat(browser.get("/nowhere", "Accept", "application/json").body()).startsWith("{");
        assertThat(browser.get("/nowhere", "Accept", "text/plain").statusCode()).isEqualTo(404);
        assertThat(browser.get("/nowhere", "Accept", ";;;").statusCode()).isEqualTo(404);
    }

    @Test
    void anExceptionIsNotTold() throws Exception {
        var answer = browser.get("/sample/bug");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("hunter2", "IllegalState", "at org.");
        assertThat(browser.get("/sample/bug", "Accept", "*/*").body()).doesNotContain("hunter2", "IllegalState");
        assertDressed(answer);
    }

    @Test
    void anOutageAsksToComeBack() throws Exception {
        var answer = browser.get("/sample/outage");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(header(answer, "Retry-After")).isEqualTo("10");
        assertThat(answer.body()).doesNotContain("db-7");
    }

    /** It is the database that hung up: the client is there and must not take silence for success. */
    @Test
    void anOutageIsNotMistakenForAClientThatLeft() throws Exception {
        assertThat(browser.get("/sample/broken-pipe").statusCode()).isEqualTo(503);
    }

    @Test
    void aRefusedMethodSaysWhichAreAllowed() throws Exception {
        var post = browser.request("/sample/form").POST(HttpRequest.BodyPublishers.noBody());
        assertThat(browser.send(post.build()).statusCode())
                .as("no token of this session")
                .isEqualTo(403);
        var put = browser.request("/sample/bug").method("TRACE", HttpRequest.BodyPublishers.noBody());
        assertThat(browser.send(put.build()).statusCode()).isBetween(400, 405);
    }

    @Test
    void aRequestTheFirewallRefusesIsDressedToo() throws Exception {
        var answer = browser.get("/sample/form;x=1");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertDressed(answer);
    }

    @Test
    void theErrorPageIsNotAPageOfItsOwn() throws Exception {
        assertThat(browser.get("/error").statusCode()).isEqualTo(404);
    }

    @Test
    void noRequestIdIsTakenFromOutside() throws Exception {
        var answer = browser.get("/", "X-Request-Id", "AAAA-AAAA-AAAA");
        assertThat(header(answer, "X-Request-Id")).matches(ID).isNotEqualTo("AAAA-AAAA-AAAA");
    }

    @Test
    void aPageMayNameWhereItsFormEnds() throws Exception {
        assertThat(header(browser.get("/sample/form"), "Content-Security-Policy"))
                .endsWith("form-action 'self' com.example.app:");
        assertThat(header(browser.get("/"), "Content-Security-Policy")).endsWith("form-action 'self'");
    }

    @Test
    void aClickedLanguageIsRemembered() throws Exception {
        var clicked = browser.get("/?lang=fr", "Accept-Language", "en");
        assertThat(clicked.body()).contains("<html lang=\"fr\"");
        String cookie = header(clicked, "Set-Cookie");
        assertThat(cookie).contains("gatehouse-language=fr", "HttpOnly", "SameSite=Lax");
        assertThat(browser.get("/", "Cookie", cookie.split(";")[0]).body()).contains("<html lang=\"fr\"");
        assertThat(browser.get("/nowhere?a=1&lang=fr").body())
                .contains("Cette page n’existe pas", "href=\"/nowhere?a=1&amp;lang=en\"");
    }

    @Test
    void aFormTellsWhatIsWrongAndWhere() throws Exception {
        String page = browser.get("/sample/wrong").body();
        assertThat(page).contains("<title>Error: Your account", "href=\"#password\"", "id=\"password-error\"");
        assertThat(page).contains("aria-describedby=\"password-hint password-error\"", "aria-invalid=\"true\"");
        assertThat(browser.get("/sample/form").body())
                .contains("<title>Your account")
                .doesNotContain("aria-invalid");
    }

    @Test
    void pagesCarryNothingInlineAndNothingFromElsewhere() throws Exception {
        for (String path : new String[] {"/", "/sample/wrong", "/nowhere"}) {
            String page = browser.get(path).body();
            assertThat(page).doesNotContain("<style", " style=", " onclick=", "??", "src=\"http", "href=\"http");
            assertThat(page).doesNotContainPattern("<script(?![^>]* src=)");
        }
    }

    @Test
    void assetsAreKeptForeverUnderTheirHash() throws Exception {
        Matcher links = Pattern.compile("\"(/assets/[^\"]+)\"")
                .matcher(browser.get("/nowhere").body());
        int weight = 0;
        while (links.find()) {
            var asset = browser.get(links.group(1), "Accept-Encoding", "gzip");
            assertThat(links.group(1)).matches("/assets/.+-[0-9a-f]{32}\\..+");
            assertThat(asset.statusCode()).isEqualTo(200);
            assertThat(header(asset, "Cache-Control")).contains("max-age=31536000", "immutable");
            weight += asset.body().length();
        }
        assertThat(weight).as("a page stays light").isBetween(5_000, 60_000);
    }

    private static void assertDressed(HttpResponse<?> answer) {
        assertThat(header(answer, "Content-Security-Policy")).startsWith("default-src 'none'");
        assertThat(header(answer, "Referrer-Policy")).isEqualTo("same-origin");
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(answer, "Cache-Control")).contains("no-store");
        assertThat(header(answer, "X-Request-Id")).matches(ID);
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).isEmpty();
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
