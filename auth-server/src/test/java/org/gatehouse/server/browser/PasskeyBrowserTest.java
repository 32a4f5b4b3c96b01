package org.gatehouse.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PasskeyBrowserTest extends Journeys {

    private static final String PASSKEYS = "/realms/acme/account/passkeys";
    private static final String NO_PASSKEYS = "delete window.PublicKeyCredential";

    /** The browser says that it suggests passkeys only after the press, and the first answer waits until it is let go. */
    private static final String SLOW = """
            PublicKeyCredential.isConditionalMediationAvailable =
              () => new Promise((is) => addEventListener("click", () => setTimeout(is, 100, true)));
            const ask = window.fetch;
            let first = true;
            window.fetch = async (...asked) => {
              if (first) {
                first = false;
                await new Promise((over) => { window.letGo = over; });
              }
              return ask(...asked);
            };
            """;

    /** A client that wants two factors; what it makes of the answer is not looked at. */
    private static final String TWO_FACTORS = "/realms/acme/oauth2/authorize?response_type=code&client_id=demo&state=s"
            + "&scope=openid&code_challenge_method=S256&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
            + "&acr_values=https://refeds.org/profile/mfa&redirect_uri=";

    @Test
    void signInPageInABrowserWithoutPasskeysThenSaysNothingOfThem() {
        Visitor visitor = visitor();
        visitor.page().addInitScript(NO_PASSKEYS);

        visitor.opensSignIn()
                .isHidden("form[data-passkey]")
                .identifiesAs("alice")
                .isAt("/realms/acme/account");
    }

    @Test
    void addInABrowserWithoutPasskeysThenSaysSo() {
        Visitor visitor = visitor();
        visitor.page().addInitScript(NO_PASSKEYS);

        visitor.signsIn("alice")
                .opens(PASSKEYS + "/add")
                .sees("This browser cannot use passkeys.")
                .isHidden("[data-start]")
                .hasFocusOn("[data-trouble=unsupported]");
    }

    @Test
    void pagesWithoutScriptThenSayWhatIsMissing() {
        Visitor visitor = visitorWithoutScript()
                .opensSignIn()
                .isHidden("form[data-passkey]")
                .identifiesAs("alice")
                .isAt("/realms/acme/account")
                .opens(PASSKEYS + "/add")
                .isHidden("[data-start]");
        assertThat(visitor.page().locator("noscript .box")).isVisible();
    }

    @Test
    void addWhenTheFingerIsAnothersThenNothingWasDone() {
        Visitor visitor = visitor().signsIn("alice").opens(PASSKEYS + "/add");
        VirtualAuthenticator.of(visitor).doesNotKnowTheFinger();

        visitor.presses("Create passkey").sees("Nothing was done").isAt(PASSKEYS + "/add");
    }

    @Test
    void passkeyThenIsOfferedAddedRenamedAndRemoved() {
        Visitor visitor = visitor().signsIn("bob").sees("Sign in without a password");
        VirtualAuthenticator.of(visitor);

        visitor.follows("Add a passkey")
                .presses("Create passkey")
                .isAt(PASSKEYS)
                .sees("The passkey was added.")
                .sees("never");
        new Looks(visitor.page(), "passkeys").everywhere();
        visitor.clicks("main a[href$='/rename']").readsHeading("Rename a passkey");
        new Looks(visitor.page(), "passkey-rename").everywhere();
        visitor.types("name", " ")
                .submits()
                .isTold("Enter a name of at most 60 characters.")
                .types("name", "My telephone")
                .submits()
                .isAt(PASSKEYS)
                .sees("My telephone");
        visitor.clicks("main a[href$='/remove']").readsHeading("Remove a passkey");
        new Looks(visitor.page(), "passkey-remove").everywhere();
        visitor.presses("Remove passkey")
                .isAt(PASSKEYS)
                .sees("The passkey was removed.")
                .sees("You have no passkey yet.");
    }

    @Test
    void addTwiceOnOneDeviceThenSaysThatThereIsOne() {
        Visitor visitor = visitor().signsIn(HOUSE.admitsSomebody()).opens(PASSKEYS + "/add");
        VirtualAuthenticator.of(visitor);

        visitor.presses("Create passkey")
                .isAt(PASSKEYS)
                .opens(PASSKEYS + "/add")
                .presses("Create passkey")
                .sees("There is a passkey for this account on that device already.");
        new Looks(visitor.page(), "passkey-add-exists").everywhere();
    }

    @Test
    void passkeyChosenFromTheSuggestionsThenSignsIn() {
        Visitor visitor = visitor().signsIn(HOUSE.admitsSomebody());
        hasPasskey(visitor);
        visitor.presses("Sign out").readsHeading("You are signed out");

        visitor.follows("Sign in again").isAt("/realms/acme/account").sees("Guest guest-");
    }

    @Test
    void passkeyByButtonThenSignsIn() {
        Visitor visitor = visitor().signsIn(HOUSE.admitsSomebody());
        VirtualAuthenticator finger = hasPasskey(visitor);
        visitor.presses("Sign out").readsHeading("You are signed out");
        finger.waits();

        visitor.opensSignIn();
        finger.touchesOnceAsked();
        visitor.presses("Sign in with a passkey");

        visitor.isAt("/realms/acme/account");
    }

    @Test
    void buttonPressedBeforeThereAreSuggestionsThenSignsIn() {
        Visitor visitor = visitor().signsIn(HOUSE.admitsSomebody());
        VirtualAuthenticator finger = hasPasskey(visitor);
        visitor.presses("Sign out").readsHeading("You are signed out");
        finger.waits();
        visitor.page().addInitScript(SLOW);

        visitor.opensSignIn().presses("Sign in with a passkey");
        visitor.page().waitForTimeout(600); // the browser's time: suggestions would have begun by then
        finger.touches();
        visitor.page().evaluate("letGo()");

        visitor.isAt("/realms/acme/account");
    }

    @Test
    void passwordBesideTheSuggestionsThenStillSignsIn() {
        String somebody = HOUSE.admitsSomebody();
        Visitor visitor = visitor().signsIn(somebody);
        VirtualAuthenticator finger = hasPasskey(visitor);
        visitor.presses("Sign out").readsHeading("You are signed out");
        finger.waits();

        visitor.signsIn(somebody);
    }

    @Test
    void removedPasskeyThenIsRefusedAndAnotherWayLeadsIn() {
        Visitor visitor = visitor().signsIn("grace");
        VirtualAuthenticator finger = hasPasskey(visitor);
        visitor.presses("Sign out").readsHeading("You are signed out");
        finger.waits();
        HOUSE.losesPasskeys("grace");

        visitor.opensSignIn();
        finger.touchesOnceAsked();
        visitor.presses("Sign in with a passkey");

        visitor.isTold("You were not signed in with that passkey. Try another one, or sign in another way.")
                .readsTitle("Error: Sign in with a passkey – Acme Field Services");
        new Looks(visitor.page(), "passkey-refused").everywhere();
        visitor.follows("Sign in another way")
                .isAt("/realms/acme/sign-in")
                .identifiesAs("grace")
                .isAt("/realms/acme/account");
    }

    @Test
    void passkeyAsSecondFactorByKeyboardThenSignsIn() {
        String somebody = HOUSE.admitsSomebody();
        Visitor visitor = visitor().signsIn(somebody);
        VirtualAuthenticator finger = hasPasskey(visitor);
        visitor.presses("Sign out").readsHeading("You are signed out");
        finger.waits();

        visitor.opens(TWO_FACTORS + HOUSE.url("/demo/callback"))
                .identifiesAs(somebody)
                .isAt("/realms/acme/sign-in/passkey")
                .readsHeading("Confirm with your passkey");
        new Looks(visitor.page(), "passkey-step").everywhere();
        visitor.page().locator("[data-start]").focus();
        finger.touches();
        visitor.strikes("Enter");

        visitor.allows();
        assertThat(visitor.page()).hasURL(Pattern.compile("code="));
    }

    @Test
    void pagesInFrenchThenFit() {
        Visitor visitor = frenchVisitor().signsIn("alice");
        VirtualAuthenticator.of(visitor);

        visitor.opens(PASSKEYS + "/add");
        new Looks(visitor.page(), "passkey-add-fr").inWords();
        visitor.presses("Créer la clé d’accès").isAt(PASSKEYS).sees("La clé d’accès a été ajoutée.");
        new Looks(visitor.page(), "passkeys-fr").inWords();
    }

    @Test
    void passkeySetUpOnTheWayInThenIsAskedForNext() {
        Visitor visitor = visitor();
        VirtualAuthenticator.of(visitor);

        visitor.opens(TWO_FACTORS + HOUSE.url("/demo/callback")).identifiesAs("wolfe");
        visitor.page().waitForURL(Pattern.compile("/sign-in/enrol"));
        visitor.opens(visitor.page().url().replaceFirst("/enrol[a-z-]*", "/enrol-passkey"))
                .readsHeading("Set up a passkey");
        new Looks(visitor.page(), "passkey-enrol").everywhere();
        visitor.presses("Create passkey")
                .isAt("/realms/acme/sign-in/passkey")
                .presses("Use passkey")
                .allows();
        assertThat(visitor.page()).hasURL(Pattern.compile("code="));
    }

    /** Adds one and goes back to the account. */
    private static VirtualAuthenticator hasPasskey(Visitor visitor) {
        visitor.opens(PASSKEYS + "/add");
        VirtualAuthenticator finger = VirtualAuthenticator.of(visitor);
        visitor.presses("Create passkey").isAt(PASSKEYS).opens("/realms/acme/account");
        return finger;
    }
}
