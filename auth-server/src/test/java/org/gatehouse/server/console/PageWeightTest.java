package org.gatehouse.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A page of the console and all it brings weigh at most 100 kB on the first load, and it asks nobody else")
class PageWeightTest {

    private static final String CONSOLE = "/console/realms/acme";
    private static final int MOST_BYTES = 100_000;

    /** Less is one packet in any case. */
    private static final int SMALL = 2_048;

    private static final Pattern LOADED =
            Pattern.compile("<(?:link|script|img|iframe|source)[^>]* (?:href|src)=\"([^\"]+)\"");
    private static final Pattern WITHIN = Pattern.compile("(?:from|import) *\"([^\"]+)\"|url\\(\"?([^\")]+)\"?\\)");

    private final TestServer server = TestServer.shared();
    private final Person admin = People.of(server).createWith("acme", "admin");
    private final Browser browser = new Browser(server);

    @BeforeEach
    void signIn() {
        browser.signIn("acme", admin.userName(), admin.password());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dashboard", "/accounts", "/clients/web", "/retention", "/integrity"})
    void pageIsLight(String path) throws IOException {
        assertLight(browser.get(CONSOLE + path));
    }

    /** The longest page there is. */
    @Test
    void aFullPageOfTheTrailIsLight() throws IOException {
        People people = People.of(server);
        for (int i = 0; i < 55; i++) {
            people.create("acme"); // an entry each, and a bar
            server.clock().advance(Duration.ofHours(3));
        }
        browser.signIn("acme", admin.userName(), admin.password());
        Answer page = browser.get(CONSOLE + "/audit");

        assertThat(page.body().split("href=\"audit/P", -1)).hasSizeGreaterThan(50);
        assertThat(page.body().split("<rect class=\"all\"", -1)).hasSizeGreaterThan(50);
        assertLight(page);
    }

    @Test
    void entryIsLight() throws IOException {
        String list = browser.get(CONSOLE + "/audit").body();
        String reference = find(Pattern.compile("href=\"audit/([A-Z0-9]+:[0-9]+)"), list)
                .findFirst()
                .map(found -> found.group(1))
                .orElseThrow();
        Answer entry = browser.get(CONSOLE + "/audit/" + reference);

        assertThat(entry.body()).contains("Data location", "<bdi>Paris, France</bdi>");
        assertLight(entry);
    }

    @Test
    void whatPagesBringIsSentCompressed() {
        Answer page = browser.get(CONSOLE + "/accounts");

        assertThat(browser.get(CONSOLE + "/accounts", "Accept-Encoding", "gzip").header("Content-Encoding"))
                .as("it has secrets, which a length would tell")
                .isEmpty();
        for (String asset : loaded(page)) {
            boolean worthIt = browser.step(asset).body().length() > SMALL;
            if (worthIt) {
                assertThat(browser.step(asset, "Accept-Encoding", "gzip").header("Content-Encoding"))
                        .as(asset)
                        .contains("gzip");
            }
        }
    }

    /** As it is sent: pages are never compressed next to their secrets (BREACH), what they bring is. */
    private void assertLight(Answer page) throws IOException {
        assertThat(page.status()).isEqualTo(200);
        int bytes = page.body().getBytes(StandardCharsets.UTF_8).length;
        StringBuilder told = new StringBuilder("page " + bytes);
        for (String asset : everything(page)) {
            assertThat(asset).as("of this service").startsWith("/assets/");
            int size = compressed(browser.step(asset).body());
            told.append("\n").append(asset).append(' ').append(size);
            bytes += size;
        }
        assertThat(bytes).as(told.toString()).isBetween(10_000, MOST_BYTES);
    }

    /** What the page names, and what that names in turn. */
    private Set<String> everything(Answer page) {
        Set<String> all = loaded(page);
        for (String asset : Set.copyOf(all)) {
            if (asset.endsWith(".js") || asset.endsWith(".css")) {
                find(WITHIN, browser.step(asset).body())
                        .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                        .filter(name -> !name.startsWith("data:") && !name.startsWith("#"))
                        .map(name -> name.replaceFirst("^\\./", "/assets/"))
                        .forEach(all::add);
            }
        }
        return all;
    }

    private static Set<String> loaded(Answer page) {
        return find(LOADED, page.body()).map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<MatchResult> find(Pattern pattern, String text) {
        return pattern.matcher(text).results();
    }

    private static int compressed(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.size();
    }
}
