package org.gatehouse.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.regex.Pattern;
import org.gatehouse.server.testing.Authenticator;

/** Somebody in front of a browser: what they do, and what they see. */
final class Visitor {

    /** Long, for machines that do several things at once; nothing waits for it to pass. */
    private static final int PATIENCE = 60_000;

    private static final int DESK = 1280;
    private static final int HEIGHT = 800;

    private final House house;
    private final BrowserContext context;
    private final Watch watch;
    private Page page;
    private String realm = "acme";

    static {
        setDefaultAssertionTimeout(PATIENCE);
    }

    private Visitor(House house, Browser.NewContextOptions guise) {
        this.house = house;
        this.context = Chromium.get().newContext(guise);
        this.watch = new Watch(house.url(""));
        this.context.setDefaultTimeout(PATIENCE);
        this.context.setDefaultNavigationTimeout(PATIENCE);
        this.context.onPage(watch::follow);
        this.page = context.newPage();
    }

    static Visitor to(House house, String language) {
        return new Visitor(house, guise(language));
    }

    static Visitor withoutScript(House house) {
        return new Visitor(house, guise("en-GB").setJavaScriptEnabled(false));
    }

    private static Browser.NewContextOptions guise(String language) {
        return new Browser.NewContextOptions()
                .setLocale(language)
                .setTimezoneId("Europe/Paris")
                .setReducedMotion(ReducedMotion.REDUCE) // pictures and checks do not wait for transitions
                .setViewportSize(DESK, HEIGHT);
    }

    Page page() {
        return page;
    }

    String realm() {
        return realm;
    }

    String language() {
        return page.locator("html").getAttribute("lang");
    }

    // ---- What they do

    Visitor of(String realm) {
        this.realm = realm;
        return this;
    }

    Visitor onAPhone() {
        page.setViewportSize(360, 800);
        return this;
    }

    Visitor opens(String path) {
        page.navigate(house.url(path));
        return this;
    }

    /** Opens what is refused. */
    Visitor opensInVain(String path, int status) {
        Response response = page.navigate(house.url(path));
        org.assertj.core.api.Assertions.assertThat(response.status()).isEqualTo(status);
        return this;
    }

    /** Whatever is asked for there is this, wherever it would have come from. */
    Visitor meets(String address, String type, String body) {
        context.route(
                address,
                route -> route.fulfill(
                        new Route.FulfillOptions().setContentType(type).setBody(body)));
        return this;
    }

    /** A browser that is sent there stays where it is. */
    Visitor staysInsteadOf(String address) {
        context.route(address, route -> route.fulfill(new Route.FulfillOptions().setStatus(204)));
        return this;
    }

    /** A second tab of the same browser, which they go on with. */
    Visitor opensTab(String path) {
        page = context.newPage();
        return opens(path);
    }

    Visitor opensSignIn() {
        return opens("/realms/" + realm + "/sign-in");
    }

    Visitor types(String field, String text) {
        page.locator("#" + field).fill(text);
        return this;
    }

    Visitor presses(String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
        return this;
    }

    Visitor follows(String link) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link).setExact(true))
                .click();
        return this;
    }

    Visitor focuses(String selector) {
        page.locator(selector).focus();
        return this;
    }

    /** Goes on from a sign-in that stands at something to accept, if it does. */
    Visitor acceptsIfAsked() {
        page.waitForURL(Pattern.compile("/sign-in/attestation|/account"));
        return page.url().contains("/attestation")
                ? clicks("#accepted").clicks("button[value=accept]").isAt("/realms/" + realm + "/account")
                : this;
    }

    /** Opens the link in the newest mail of that subject to somebody, as soon as it has come. */
    Visitor followsTheLinkMailedTo(String address, String subject) {
        Locator letter = page.locator("section.panel")
                .filter(new Locator.FilterOptions().setHasText(address))
                .filter(new Locator.FilterOptions().setHasText(subject));
        page.waitForCondition(() -> {
            opens("/demo/mail");
            return letter.count() > 0;
        });
        letter.first().locator("a").first().click();
        return this;
    }

    Visitor strikes(String... keys) {
        for (String key : keys) {
            page.keyboard().press(key);
        }
        return this;
    }

    Visitor writes(String text) {
        page.keyboard().type(text);
        return this;
    }

    /** By its place in the page, for journeys in any language. */
    Visitor clicks(String selector) {
        page.locator(selector).first().click();
        return this;
    }

    /** A file instead of a page. */
    Visitor saves(String button, String file) {
        Download download = page.waitForDownload(() -> presses(button));
        org.assertj.core.api.Assertions.assertThat(download.suggestedFilename()).isEqualTo(file);
        org.assertj.core.api.Assertions.assertThat(download.path()).isNotEmptyFile();
        return this;
    }

    Visitor submits() {
        return clicks("main form button:not([type=button])");
    }

    Visitor tries(String userName, String password) {
        return types("username", userName).types("password", password).submits();
    }

    /** On whatever sign-in page they are. */
    Visitor identifiesAs(String userName) {
        return tries(userName, house.password(realm, userName));
    }

    Visitor signsIn(String userName) {
        return opensSignIn().identifiesAs(userName).isAt("/realms/" + realm + "/account");
    }

    /** Puts the key the page shows into an app. */
    Authenticator scans() {
        return house.authenticator(page.locator("#key").textContent());
    }

    /** Waits for the next code of the app and enters it. */
    Visitor entersCodeOf(Authenticator app) {
        return types("code", app.nextCode());
    }

    /** Password first, then the code. */
    Visitor signsInWith(Authenticator app, String userName) {
        return opensSignIn()
                .identifiesAs(userName)
                .isAt("/realms/" + realm + "/sign-in/totp")
                .entersCodeOf(app)
                .submits()
                .isAt("/realms/" + realm + "/account");
    }

    Visitor ticks(String box) {
        page.locator("#" + box).check();
        return this;
    }

    Visitor changesLanguageTo(String language) {
        page.locator("footer nav").getByText(language).click();
        return this;
    }

    /** Where the link to another language leads. */
    String linkTo(String language) {
        return page.locator("footer nav a[hreflang=" + language + "]")
                .evaluate("link => link.href")
                .toString();
    }

    Visitor startsTheDemo() {
        return opens("/demo?realm=" + realm).clicks("a[href='/demo/start']");
    }

    /** Allows what the demo asks for, unless that was allowed before. */
    Visitor allows() {
        page.waitForURL(Pattern.compile("/consent|/demo/callback"));
        return page.url().contains("/consent") ? clicks("button[value=allow]").isAt("/demo/callback") : this;
    }

    Visitor asksFor(String step) {
        return clicks("form[action='/demo/" + step + "'] button").isAt("/demo/tokens");
    }

    Visitor forgetsCookies() {
        page.waitForLoadState(LoadState.NETWORKIDLE); // what the page asks for by itself is not what is tried
        context.clearCookies();
        return this;
    }

    void leaves() {
        context.close();
        watch.assertNothingWrong();
    }

    /** Goes and leaves nothing behind for the next: a new browser would have every script to read again. */
    void makesRoom() {
        watch.assertNothingWrong();
        context.unrouteAll();
        page = context.pages().get(0);
        context.pages().stream().skip(1).forEach(Page::close);
        context.clearCookies();
        context.newCDPSession(page).send("Storage.clearDataForOrigin", storageOf(house.url("")));
        page.setViewportSize(DESK, HEIGHT);
        realm = "acme";
    }

    private static JsonObject storageOf(String origin) {
        JsonObject storage = new JsonObject();
        storage.addProperty("origin", origin);
        storage.addProperty("storageTypes", "all");
        return storage;
    }

    // ---- What they see

    Visitor isAt(String path) {
        String literally = house.url(path).replaceAll("[.?+]", "\\\\$0");
        assertThat(page).hasURL(Pattern.compile("^" + literally + "([?#].*)?$"));
        return this;
    }

    Visitor readsTitle(String title) {
        assertThat(page).hasTitle(title);
        return this;
    }

    Visitor readsHeading(String heading) {
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText(heading);
        return this;
    }

    Visitor sees(String text) {
        assertThat(page.locator("body")).containsText(text);
        return this;
    }

    Visitor doesNotSee(String text) {
        assertThat(page.locator("body")).not().containsText(text);
        return this;
    }

    Visitor reads(String selector, String text) {
        assertThat(page.locator(selector)).hasText(text);
        return this;
    }

    Visitor seesOne(String selector) {
        assertThat(page.locator(selector).first()).isVisible();
        return this;
    }

    Visitor isHidden(String selector) {
        assertThat(page.locator(selector)).isHidden();
        return this;
    }

    Visitor hasFocusOn(String selector) {
        assertThat(page.locator(selector)).isFocused();
        return this;
    }

    Visitor finds(String field, String value) {
        assertThat(page.locator("#" + field)).hasValue(value);
        return this;
    }

    /** The summary of what is wrong: focused, and saying exactly this. */
    Visitor isTold(String... problems) {
        Locator summary = page.getByRole(AriaRole.ALERT);
        assertThat(summary).isFocused();
        assertThat(summary.getByRole(AriaRole.LISTITEM)).hasText(problems);
        return this;
    }

    Visitor reads(String language) {
        assertThat(page.locator("html")).hasAttribute("lang", language);
        return this;
    }
}
