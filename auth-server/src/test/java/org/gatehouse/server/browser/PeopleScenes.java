package org.gatehouse.server.browser;

import static org.gatehouse.server.browser.Journeys.HOUSE;

import java.util.stream.Stream;

/** Every page people meet who sign in and look after their account, and how to come to it in any language. */
final class PeopleScenes {

    private static final String UNREGISTERED = "/realms/acme/oauth2/authorize?response_type=code&client_id=demo&state=s"
            + "&redirect_uri=https://elsewhere.example/cb&scope=openid&code_challenge=x&code_challenge_method=S256";
    private static final String PATIENCE =
            "/realms/hooli/oauth2/authorize?response_type=code&client_id=patience&state=s"
                    + "&redirect_uri=https://patience.example/cb&scope=openid&code_challenge_method=S256"
                    + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    private static final String WAYNE = "/realms/wayne/sign-in";
    private static final String FORGOTTEN = "/realms/acme/sign-in/forgotten";

    private PeopleScenes() {}

    static Stream<Scene> all() {
        return Scene.chosen(entrance(), elsewhere(), forgotten(), devices(), account(), errors());
    }

    private static Stream<Scene> entrance() {
        return Stream.of(
                new Scene("home", visitor -> visitor.opens("/")),
                new Scene("sign-in", Visitor::opensSignIn),
                new Scene("sign-in-for-client", Visitor::startsTheDemo),
                new Scene("sign-in-long-names", visitor -> visitor.opens(PATIENCE)),
                new Scene("sign-in-refused", visitor -> visitor.opensSignIn().tries("alice", "wrong")),
                new Scene("sign-in-throttled", PeopleScenes::triesTooOften),
                new Scene("sign-in-over", visitor -> visitor.opensInVain("/realms/acme/sign-in/totp?attempt=x", 410)),
                new Scene("sign-in-network", visitor -> visitor.opensInVain("/realms/acme/sign-in/network", 403)),
                new Scene(
                        "consent",
                        visitor -> visitor.startsTheDemo().identifiesAs("erin").isAt("/realms/acme/consent")),
                new Scene(
                        "consent-long-names",
                        visitor -> visitor.startsTheDemo().identifiesAs("wolfe").isAt("/realms/acme/consent")),
                new Scene(
                        "signed-out",
                        visitor -> visitor.signsIn("alice")
                                .clicks("header form button")
                                .isAt("/realms/acme/signed-out")));
    }

    private static Stream<Scene> elsewhere() {
        return Stream.of(
                new Scene("sign-in-name", visitor -> visitor.opens(WAYNE)),
                new Scene(
                        "sign-in-name-missing", visitor -> visitor.opens(WAYNE).submits()),
                new Scene(
                        "sign-in-password",
                        visitor ->
                                visitor.opens(WAYNE).types("username", "bruce").submits()),
                new Scene(
                        "sign-in-elsewhere",
                        visitor -> visitor.staysInsteadOf("**/connections/**")
                                .opens(WAYNE)
                                .types("username", "anna@partner.example")
                                .submits()),
                new Scene(
                        "sign-in-elsewhere-refused",
                        visitor ->
                                visitor.opensInVain("/realms/wayne/connections/partner/callback?state=x&code=y", 400)));
    }

    private static Stream<Scene> forgotten() {
        return Stream.of(
                new Scene("forgotten", visitor -> visitor.opens(FORGOTTEN)),
                new Scene(
                        "forgotten-refused",
                        visitor -> visitor.opens(FORGOTTEN).submits().hasFocusOn("[role=alert][data-focus]")),
                new Scene("forgotten-asked", visitor -> asksForLink(visitor, "nobody-at-all")),
                new Scene("reset", visitor -> followsLink(visitor, "pia-")),
                new Scene(
                        "reset-refused",
                        visitor -> followsLink(visitor, "rosa-")
                                .types("password", "acme")
                                .submits()
                                .hasFocusOn("[role=alert][data-focus]")),
                new Scene("reset-gone", visitor -> visitor.opensInVain("/realms/acme/sign-in/reset?token=x", 410)),
                new Scene("reset-done", visitor -> visitor.opens("/realms/acme/sign-in/reset/done")),
                new Scene("email", visitor -> visitor.signsIn("alice").opens("/realms/acme/account/email")),
                new Scene(
                        "email-gone", visitor -> visitor.opensInVain("/realms/acme/sign-in/verify-email?token=x", 410)),
                new Scene(
                        "email-verify",
                        visitor -> visitor.signsIn("quentin")
                                .opens("/realms/acme/account/email")
                                .types("email", "quentin-" + visitor.language() + "@acme.example")
                                .clicks("form:has(#email) button")
                                .isAt("/realms/acme/account/email")
                                .followsTheLinkMailedTo("quentin-" + visitor.language() + "@acme.example", "Confirm")),
                new Scene("demo-mail", visitor -> visitor.opens("/demo/mail")));
    }

    /** As the page stands where its script does not run. */
    private static void hasAnAnswerToSend(Visitor visitor) {
        visitor.meets("**/form-post*.js", "text/javascript", "")
                .opens(PATIENCE + "&response_mode=form_post&prompt=none");
    }

    private static Visitor asksForLink(Visitor visitor, String userName) {
        return visitor.opens(FORGOTTEN).types("username", userName).submits().isAt(FORGOTTEN);
    }

    /** Somebody who asks once: what came before would be mistaken for the newest letter. */
    private static Visitor followsLink(Visitor visitor, String name) {
        String userName = name + visitor.opens(FORGOTTEN).language();
        return asksForLink(visitor, userName).followsTheLinkMailedTo(userName + "@acme.example", "Set a new password");
    }

    private static void usesPhones(Visitor visitor) {
        HOUSE.usesPhones("bob");
        visitor.signsIn("bob").sees("Pixel 8, Android");
    }

    private static Stream<Scene> devices() {
        return Stream.of(
                new Scene("device", visitor -> visitor.signsIn("alice").opens("/realms/acme/device")),
                new Scene("device-refused", visitor -> visitor.signsIn("bob").opens("/realms/acme/device/BBBB-BBBB")),
                new Scene("device-confirm", visitor -> visitor.signsIn("wolfe").opens(HOUSE.showsACode())),
                new Scene(
                        "device-connected",
                        visitor -> visitor.signsIn("carol")
                                .opens(HOUSE.showsACode())
                                .clicks("button[value=allow]")),
                new Scene(
                        "device-denied",
                        visitor -> visitor.signsIn("carol")
                                .opens(HOUSE.showsACode())
                                .clicks("button[value=deny]")));
    }

    private static Stream<Scene> account() {
        return Stream.of(
                new Scene("account", visitor -> visitor.signsIn("carol")),
                new Scene("account-long-names", visitor -> visitor.signsIn("wolfe")),
                new Scene("account-devices", PeopleScenes::usesPhones),
                new Scene("account-saved", visitor -> visitor.signsIn("alice").opens("/realms/acme/account?saved")),
                new Scene("profile", visitor -> visitor.signsIn("wolfe").opens("/realms/acme/account/profile")),
                new Scene(
                        "profile-refused",
                        visitor -> visitor.signsIn("alice")
                                .opens("/realms/acme/account/profile")
                                .types("displayName", "")
                                .types("phone", "x")
                                .submits()
                                .hasFocusOn("[role=alert][data-focus]")),
                new Scene("sessions", visitor -> visitor.signsIn("wolfe").opens("/realms/acme/account/sessions")),
                new Scene("activity", visitor -> visitor.signsIn("alice").opens("/realms/acme/account/activity")),
                new Scene("email-code", PeopleScenes::isAskedForACode),
                new Scene(
                        "email-code-sent",
                        visitor -> isAskedForACode(visitor).submits().seesOne("#code")),
                new Scene("sign-in-name-first", visitor -> visitor.of("wayne").opensSignIn()),
                new Scene(
                        "sign-in-too-long",
                        visitor -> visitor.opensSignIn()
                                .types("password", "p".repeat(130))
                                .seesOne("[data-too-long]")),
                new Scene("dark-chosen", visitor -> visitor.opens("/realms/acme/sign-in?theme=dark")),
                new Scene("password-due", PeopleScenes::hasToChangeInASession),
                new Scene("not-me", visitor -> visitor.signsIn("alice").opens("/realms/acme/account/not-me")),
                new Scene("consents-none", visitor -> visitor.signsIn("olga").opens("/realms/acme/account/consents")),
                new Scene("consents", PeopleScenes::hasAllowed),
                new Scene("data", visitor -> visitor.signsIn("alice").opens("/realms/acme/account/data")),
                new Scene("erase", visitor -> visitor.signsIn("wolfe").opens("/realms/acme/account/erase")),
                new Scene(
                        "erase-refused",
                        visitor -> visitor.signsIn("carol")
                                .opens("/realms/acme/account/erase")
                                .types("confirmation", "x")
                                .submits()
                                .hasFocusOn("[role=alert][data-focus]")),
                new Scene("erased", PeopleScenes::isGone),
                new Scene("password", visitor -> visitor.signsIn("alice").opens("/realms/acme/account/password")),
                new Scene(
                        "password-refused",
                        visitor -> visitor.signsIn("alice")
                                .opens("/realms/acme/account/password")
                                .types("current", "x")
                                .types("password", "acme")
                                .submits()
                                .hasFocusOn("[role=alert][data-focus]")));
    }

    private static Stream<Scene> errors() {
        return Stream.of(
                new Scene("error-400-unregistered", visitor -> visitor.opensInVain(UNREGISTERED, 400)),
                new Scene(
                        "error-403",
                        visitor -> visitor.signsIn("alice").opensInVain("/console/realms/acme/audit", 403)),
                new Scene("form-post", PeopleScenes::hasAnAnswerToSend),
                new Scene("developers", visitor -> visitor.opens("/realms/acme/developers")),
                new Scene("error-404", visitor -> visitor.opensInVain("/nowhere", 404)),
                new Scene("error-404-realm", visitor -> visitor.opensInVain("/realms/nobody/sign-in", 404)));
    }

    private static Visitor isAskedForACode(Visitor visitor) {
        return visitor.of("oscorp")
                .opensSignIn()
                .identifiesAs("cleo-" + visitor.language())
                .isAt("/realms/oscorp/sign-in/email-code");
    }

    private static void hasToChangeInASession(Visitor visitor) {
        String guest = HOUSE.admitsSomebody();
        visitor.signsIn(guest);
        HOUSE.hasToChange(guest);
        visitor.opens("/realms/acme/account")
                .isAt("/realms/acme/sign-in/password")
                .seesOne("#current");
    }

    private static void triesTooOften(Visitor visitor) {
        visitor.opensSignIn();
        for (int attempt = 0; attempt <= 5; attempt++) {
            visitor.tries("throttled-in-" + visitor.language(), "wrong").hasFocusOn("[role=alert][data-focus]");
        }
    }

    private static void hasAllowed(Visitor visitor) {
        visitor.startsTheDemo().identifiesAs("bob").allows();
        visitor.opens("/realms/acme/account/consents").clicks("#app-0");
    }

    private static void isGone(Visitor visitor) {
        String name = HOUSE.admitsSomebody();
        visitor.signsIn(name)
                .opens("/realms/acme/account/erase")
                .types("confirmation", name)
                .submits();
        visitor.clicks("main h1").isAt("/realms/acme/account/erase");
    }
}
