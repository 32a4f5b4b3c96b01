package org.gatehouse.keycloak.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gatehouse.keycloak.AppliedRealm;
import org.gatehouse.keycloak.RunningKeycloak;
import org.gatehouse.keycloak.SharedKeycloak;
import org.gatehouse.realm.keycloak.live.Credentials;
import org.gatehouse.realm.keycloak.live.SeededPeople;
import org.gatehouse.realm.seed.Seed;
import org.gatehouse.realm.seed.SeedPerson;
import org.gatehouse.realm.seed.SeedState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.models.utils.TimeBasedOTP;
import tools.jackson.databind.node.ObjectNode;

/** The extension's own pages in Chromium, in Keycloak's own theme: read aloud, on a narrow screen, in French. */
@DisplayName("The pages the extension adds are for everybody")
class PagesIT {

    private static final String FILE = """
            realm: looks
            languages: [en, fr]
            secondFactor: {required: always, methods: [totp, recovery-code]}
            clients:
              - {id: desk, kind: web, redirectUris: ['http://127.0.0.1:9/cb'], secret: 'env:DESK', authMethod: client_secret_post}
            roles: [{name: dispatcher, description: Plans visits}]
            groups: [{name: field-team, groups: [{name: north}]}]
            attestations:
              - id: privacy
                version: 1
                title: {en: Privacy, fr: Confidentialité}
                text: {en: "I look at personal data only where my work asks for it.\\n\\nI tell nobody.", fr: "Je ne consulte de données personnelles que si mon travail le demande.\\n\\nJe n’en parle à personne."}
            """;

    private static final String SECRET = "a secret of twenty b";
    private static final String SECRET_IN_BASE32 = "MEQHGZLDOJSXIIDPMYQHI53FNZ2HSIDC";
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final List<String> WCAG = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");
    private static final int HEIGHT = 800;
    private static final int DESK = 1280;

    /** The narrowest width a page may be read at without scrolling sideways (WCAG 1.4.10). */
    private static final int NARROWEST = 320;

    @Test
    void secondFactorAndTextsToAcceptThenAreReadableByEverybodyInBothLanguages() throws Exception {
        RunningKeycloak keycloak = SharedKeycloak.get();
        AppliedRealm realm = AppliedRealm.of(keycloak, FILE);
        addPeople(keycloak);
        leaveTheFactorToTheExtension(realm);
        try (Playwright playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Browser browser = playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(chromium())
                                .setArgs(List.of("--no-sandbox", "--disable-gpu")))) {
            journey(browser, keycloak, "en", "alice", "Show that it is you", "I have read this and accept it");
            journey(
                    browser,
                    keycloak,
                    "fr",
                    "grace",
                    "Confirmez que c’est bien vous",
                    "J’ai lu ce texte et je l’accepte");
        }
    }

    private static void journey(
            Browser browser, RunningKeycloak keycloak, String language, String person, String factor, String box) {
        try (Page page = browser.newPage()) {
            page.navigate(keycloak.url("/realms/looks/protocol/openid-connect/auth?client_id=desk&response_type=code"
                    + "&scope=openid&state=s&redirect_uri=http%3A%2F%2F127.0.0.1%3A9%2Fcb&ui_locales=" + language
                    + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256"));
            page.fill("#username", person);
            page.fill("#password", AppliedRealm.PASSWORD);
            page.click("#kc-login");
            page.waitForSelector("#gatehouse-second-factor");
            assertThat(page.textContent("#kc-page-title")).contains(factor);
            assertThat(page.evaluate("() => document.activeElement.id")).isEqualTo("code");
            look(page, "second-factor-" + language);
            page.fill("#code", "000000");
            page.keyboard().press("Enter");
            page.waitForSelector("#code-error");
            assertThat(page.getAttribute("#code", "aria-describedby")).isEqualTo("code-error");
            look(page, "second-factor-wrong-" + language);
            page.fill("#code", new TimeBasedOTP().generateTOTP(SECRET));
            page.keyboard().press("Enter");
            page.waitForSelector("#gatehouse-attestation");
            assertThat(page.textContent("label[for=accepted]")).contains(box);
            look(page, "attestation-" + language);
            page.click("#gatehouse-attestation button:not([name])");
            page.waitForSelector("#accepted-error");
            assertThat(page.getAttribute("#accepted", "aria-describedby")).isEqualTo("accepted-error");
            look(page, "attestation-not-accepted-" + language);
        }
    }

    private static void look(Page page, String name) {
        page.setViewportSize(DESK, HEIGHT);
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
        List<Rule> violations = new AxeBuilder(page)
                .setLegacyMode(true)
                .withTags(WCAG)
                .analyze()
                .getViolations();
        assertThat(violations.stream().map(PagesIT::told)).as(name).isEmpty();
        page.setViewportSize(NARROWEST, HEIGHT);
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + "-narrow.png")));
        assertThat(page.evaluate("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                .as(name + " at 320 px")
                .isEqualTo(true);
    }

    private static String told(Rule violation) {
        return violation.getId() + ": "
                + violation.getNodes().stream()
                        .map(node -> node.getHtml() + " (" + node.getFailureSummary() + ")")
                        .toList();
    }

    /** A start that was ended in between has made some of them. */
    private static void addPeople(RunningKeycloak keycloak) {
        assertThat(add(keycloak, person("alice", null))).isEmpty();
        assertThat(add(keycloak, person("alice", null), person("grace", "fr"))).isEmpty();
    }

    private static List<String> add(RunningKeycloak keycloak, SeedPerson... people) {
        return SeededPeople.add(
                URI.create(keycloak.url("")),
                new Credentials("master", RunningKeycloak.CLIENT, RunningKeycloak.CLIENT_SECRET),
                new Seed("looks", List.of(people)));
    }

    private static SeedPerson person(String name, @Nullable String locale) {
        return new SeedPerson(
                name,
                AppliedRealm.PASSWORD,
                name + "@looks.example",
                true,
                null,
                false,
                name,
                List.of("dispatcher"),
                List.of("field-team/north"),
                Map.of(),
                SECRET_IN_BASE32,
                List.of(),
                SeedState.ACTIVE,
                locale,
                Map.of("given_name", name, "family_name", "Martin"));
    }

    /** Keycloak's own flow would ask first. */
    private static void leaveTheFactorToTheExtension(AppliedRealm realm) throws Exception {
        String path = "/looks/authentication/flows/browser/executions";
        var execution = (ObjectNode) realm.admin()
                .get(path)
                .body()
                .valueStream()
                .filter(each -> each.path("displayName").asString("").matches(".*Conditional (2FA|OTP)"))
                .findFirst()
                .orElseThrow();
        assertThat(realm.admin()
                        .put(path, execution.put("requirement", "DISABLED"))
                        .status())
                .isBetween(200, 204);
    }

    private static Path chromium() {
        return Stream.of("/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Chromium is needed, and none was found."));
    }
}
