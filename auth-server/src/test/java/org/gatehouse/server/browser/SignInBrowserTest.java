package org.gatehouse.server.browser;

import org.junit.jupiter.api.Test;

class SignInBrowserTest extends Journeys {

    @Test
    void signInWhenPasswordIsWrongThenSaysSo() {
        visitor()
                .opensSignIn()
                .tries("alice", "not-her-password")
                .readsTitle("Error: Sign in – Acme Field Services")
                .isTold("E-mail or password is not right.")
                .finds("username", "alice")
                .finds("password", "");
    }

    @Test
    void signInWhenPasswordIsWrongThenSaysSoInFrench() {
        frenchVisitor()
                .opensSignIn()
                .tries("alice", "not-her-password")
                .reads("fr")
                .readsTitle("Erreur : Connexion – Acme Field Services")
                .isTold("E-mail ou mot de passe incorrect.");
    }

    @Test
    void signInWhenNobodyHasTheNameThenSaysTheSame() {
        visitor().opensSignIn().tries("nobody", "not-a-password").isTold("E-mail or password is not right.");
    }

    @Test
    void signInWhenTriedTooOftenThenSaysHowLongToWait() {
        Visitor visitor = visitor().opensSignIn();
        for (int attempt = 0; attempt < 5; attempt++) {
            visitor.tries("guessed", "guess-" + attempt).isTold("E-mail or password is not right.");
        }
        visitor.tries("guessed", "guess-5").isTold("Too many attempts. Try again in one minute.");
    }

    @Test
    void signInThenIsOnTheOwnAccount() {
        visitor().signsIn("alice").readsHeading("Your account").sees("alice.martin@acme.example");
    }

    @Test
    void signInWithEmailAddressThenIsTheSamePerson() {
        visitor()
                .opensSignIn()
                .tries("alice.martin@acme.example", HOUSE.password("acme", "alice"))
                .isAt("/realms/acme/account")
                .sees("Alice Martin");
    }

    @Test
    void signInWithoutScriptThenWorksAllTheSame() {
        visitorWithoutScript()
                .opensSignIn()
                .tries("alice", "not-her-password")
                .readsTitle("Error: Sign in – Acme Field Services")
                .sees("E-mail or password is not right.")
                .identifiesAs("alice")
                .isAt("/realms/acme/account")
                .presses("Sign out")
                .readsHeading("You are signed out");
    }

    @Test
    void signInWithKeyboardAloneThenWorks() {
        visitor()
                .opensSignIn()
                .strikes("Tab")
                .hasFocusOn(".skip")
                .strikes("Tab")
                .hasFocusOn(".brand")
                .strikes("Tab")
                .hasFocusOn("#username")
                .writes("alice")
                .strikes("Tab")
                .hasFocusOn("#password")
                .writes(HOUSE.password("acme", "alice"))
                .strikes("Enter")
                .isAt("/realms/acme/account");
    }

    @Test
    void skipLinkThenLeadsToTheContent() {
        visitor()
                .opensSignIn()
                .strikes("Tab", "Enter")
                .hasFocusOn("#main")
                .strikes("Tab")
                .hasFocusOn("#username");
    }

    @Test
    void passwordCanBeShownAndHidden() {
        Visitor visitor = visitor().opensSignIn().types("password", "secret").presses("Show");
        org.assertj.core.api.Assertions.assertThat(
                        visitor.page().locator("#password").getAttribute("type"))
                .isEqualTo("text");
        visitor.presses("Hide").hasFocusOn("#password");
        org.assertj.core.api.Assertions.assertThat(
                        visitor.page().locator("#password").getAttribute("type"))
                .isEqualTo("password");
    }

    @Test
    void pageThatNeedsSignInThenIsShownAfterIt() {
        visitor()
                .opens("/realms/acme/account/password")
                .isAt("/realms/acme/sign-in")
                .identifiesAs("alice")
                .isAt("/realms/acme/account/password")
                .readsHeading("Change password");
    }

    @Test
    void signOutThenTheAccountIsClosed() {
        visitor()
                .signsIn("alice")
                .presses("Sign out")
                .isAt("/realms/acme/signed-out")
                .readsHeading("You are signed out")
                .opens("/realms/acme/account")
                .isAt("/realms/acme/sign-in");
    }

    @Test
    void signInInOneRealmThenIsNobodyInAnother() {
        visitor().signsIn("alice").opens("/realms/globex/account").isAt("/realms/globex/sign-in");
    }

    @Test
    void secondTabThenIsSignedInToo() {
        visitor()
                .signsIn("alice")
                .opensTab("/realms/acme/account")
                .readsHeading("Your account")
                .sees("Alice Martin");
    }

    @Test
    void languageSwitchThenKeepsThePage() {
        visitor()
                .opens("/realms/acme/account/password")
                .changesLanguageTo("Français")
                .isAt("/realms/acme/sign-in")
                .reads("fr")
                .identifiesAs("alice")
                .isAt("/realms/acme/account/password")
                .reads("fr")
                .changesLanguageTo("English")
                .isAt("/realms/acme/account/password")
                .reads("en");
    }
}
