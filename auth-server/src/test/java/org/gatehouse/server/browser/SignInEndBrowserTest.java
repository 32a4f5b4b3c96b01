package org.gatehouse.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Before a sign-in ends, people are told and may stay")
class SignInEndBrowserTest extends Journeys {

    private static final String SOON = "You will be signed out in about two minutes";

    @Test
    void pageWhenNothingHappensThenTellsInTimeAndThatItIsOver() {
        Visitor visitor = signedIn();

        passes(visitor, Duration.ofMinutes(27));
        visitor.doesNotSee(SOON);
        passes(visitor, Duration.ofSeconds(70));
        visitor.sees(SOON);
        new Looks(visitor.page(), "sign-in-ends").everywhere();
        passes(visitor, Duration.ofMinutes(2));

        visitor.sees("You are signed out.").doesNotSee(SOON);
    }

    @Test
    void stayThenTheNoticeIsGoneAndComesAgain() {
        Visitor visitor = signedIn();
        passes(visitor, Duration.ofMinutes(29));

        visitor.presses("Stay signed in").doesNotSee(SOON);
        passes(visitor, Duration.ofMinutes(27));
        visitor.doesNotSee(SOON);
        passes(visitor, Duration.ofMinutes(2));

        visitor.sees(SOON);
    }

    @Test
    void stayWhenSignedOutMeanwhileThenSaysSo() {
        Visitor visitor = signedIn();
        passes(visitor, Duration.ofMinutes(29));
        visitor.page().context().clearCookies();

        visitor.presses("Stay signed in").sees("You are signed out.");
    }

    @Test
    void pageWhenAnotherTabIsUsedThenKnows() {
        Visitor visitor = signedIn();
        passes(visitor, Duration.ofMinutes(29));
        visitor.sees(SOON);

        visitor.page().evaluate("new BroadcastChannel('/realms/acme/account/stay').postMessage('asked')");

        visitor.doesNotSee(SOON);
    }

    @Test
    void pageWhenNobodyIsSignedInThenSaysNothingOfIt() {
        assertThat(visitor().opensSignIn().page().locator(".sign-in-end")).hasCount(0);
    }

    private Visitor signedIn() {
        Visitor visitor = visitor();
        visitor.page().clock().install();
        return visitor.signsIn("alice");
    }

    /** In the browser; the server's time goes on as it does. */
    private static void passes(Visitor visitor, Duration time) {
        visitor.page().clock().runFor(time.toMillis());
    }
}
