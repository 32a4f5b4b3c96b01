package org.gatehouse.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing out where apps of other sites take part: they are asked for nothing but the pages they registered. */
class LogoutBrowserTest extends Journeys {

    private static final String REALM = "hooli";
    private static final String LOGOUT = "/realms/hooli/connect/logout";
    private static final String BACK =
            "?client_id=board&state=s&post_logout_redirect_uri=https%3A%2F%2Fboard.example%2Fout";

    private final List<String> loaded = new CopyOnWriteArrayList<>();

    @Test
    void signOutThenTheAppsPagesAreLoaded() {
        Visitor visitor = usesApps(visitor());

        visitor.clicks("header form button").readsHeading("You are signed out");

        visitor.sees("The apps you used are being signed out too.").seesOne("a[href$='/sign-in']");
        assertThat(loaded)
                .satisfiesExactlyInAnyOrder(
                        page -> assertThat(page).startsWith("https://board.example/front?iss=http"),
                        page -> assertThat(page).startsWith("https://canteen.example/front?iss=http"))
                .allMatch(page -> page.contains("&sid="));
    }

    @Test
    void logOutByAnAppThenAskedAndTheAppsPagesComeFirst() {
        Visitor visitor = usesApps(visitor());

        visitor.opens(LOGOUT + BACK)
                .readsHeading("Do you want to sign out?")
                .sees("Notice board")
                .presses("Sign out");
        visitor.page().waitForURL("https://board.example/out?state=s");

        assertThat(loaded).hasSize(3);
        assertThat(loaded.get(2)).isEqualTo("https://board.example/out?state=s");
    }

    @Test
    void logOutWhenAnAppsPageHangsThenOnAfterAMoment() {
        Visitor visitor = usesApps(visitor());
        visitor.page()
                .route(
                        "https://canteen.example/**",
                        route -> loaded.add(route.request().url()));

        visitor.opens(LOGOUT + BACK).presses("Sign out");

        visitor.page().waitForURL("https://board.example/out?state=s");
    }

    @Test
    void logOutWithoutScriptThenALinkLeadsOn() {
        Visitor visitor = usesApps(visitorWithoutScript());

        visitor.opens(LOGOUT + BACK).presses("Sign out").readsHeading("You are signed out");
        visitor.page().locator("a[data-onward]").click();
        visitor.page().waitForURL("https://board.example/out?state=s");

        assertThat(loaded).hasSize(3);
    }

    @Test
    void staySignedInThenTheAccountPage() {
        visitor()
                .of(REALM)
                .signsIn("gavin")
                .opens(LOGOUT)
                .presses("Stay signed in")
                .isAt("/realms/hooli/account");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr"})
    void pagesLookRight(String language) {
        Visitor visitor = usesApps(language.equals("fr") ? frenchVisitor() : visitor());
        looks(visitor.opens(LOGOUT + BACK), "logout-confirm", language);
        looks(visitor.opens(LOGOUT), "logout-confirm-plain", language);
        visitor.opens("/realms/hooli/account").clicks("header form button");
        visitor.page().waitForURL(Pattern.compile("signed-out"));
        looks(visitor, "signed-out-apps", language);
        looks(visitor.opens(LOGOUT + BACK), "signed-out-back", language);
    }

    private static void looks(Visitor visitor, String name, String language) {
        Looks looks = new Looks(visitor.reads(language).page(), name + "-" + language);
        if (language.equals("en")) {
            looks.everywhere();
        } else {
            looks.inWords();
        }
    }

    /** Somebody who is signed in at two apps through the realm. */
    private Visitor usesApps(Visitor visitor) {
        Page page = visitor.of(REALM).page();
        page.context().route("https://*.example/**", this::answer);
        visitor.signsIn("gavin");
        String cookies = String.join(
                "; ",
                page.context().cookies().stream()
                        .map(cookie -> cookie.name + "=" + cookie.value)
                        .toList());
        HOUSE.usesApp(REALM, "board", cookies);
        HOUSE.usesApp(REALM, "canteen", cookies);
        return visitor;
    }

    private void answer(Route route) {
        loaded.add(route.request().url());
        route.fulfill(new Route.FulfillOptions()
                .setContentType("text/html")
                .setBody("<!DOCTYPE html><html lang=en><title>App</title><main>Bye</main></html>"));
    }
}
