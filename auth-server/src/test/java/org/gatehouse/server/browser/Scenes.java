package org.gatehouse.server.browser;

import static org.gatehouse.server.browser.Journeys.HOUSE;

import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Every page there is, and how to come to it in any language. */
final class Scenes {

    private static final String UNREGISTERED = "/realms/acme/oauth2/authorize?response_type=code&client_id=demo&state=s"
            + "&redirect_uri=https://elsewhere.example/cb&scope=openid&code_challenge=x&code_challenge_method=S256";
    private static final String PATIENCE =
            "/realms/hooli/oauth2/authorize?response_type=code&client_id=patience&state=s"
                    + "&redirect_uri=https://patience.example/cb&scope=openid&code_challenge_method=S256"
                    + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private static final String WAYNE = "/realms/wayne/sign-in";
    private static final String FORGOTTEN = "/realms/acme/sign-in/forgotten";
    private static final String CONSOLE = "/console/realms/acme";
    private static final String CONNECTIONS = CONSOLE + "/connections";

    private Scenes() {}

    record Scene(String name, Consumer<Visitor> journey) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Scene> ofPeople() {
        return some(Stream.of(entrance(), elsewhere(), forgotten(), devices(), account(), errors()));
    }

    static Stream<Scene> ofAdministrators() {
        return some(Stream.of(administration(), console(), demo()));
    }

    /** All, or those of some names: to look at a few only. */
    private static Stream<Scene> some(Stream<Stream<Scene>> scenes) {
        return scenes.flatMap(those -> those).filter(scene -> scene.name().matches(System.getProperty("scenes", ".*")));
    }

    private static Stream<Scene> entrance() {
        return Stream.of(
                new Scene("home", visitor -> visitor.opens("/")),
                new Scene("sign-in", Visitor::opensSignIn),
                new Scene("sign-in-for-client", Visitor::startsTheDemo),
                new Scene("sign-in-long-names", visitor -> visitor.opens(PATIENCE)),
                new Scene("sign-in-refused", visitor -> visitor.opensSignIn().tries("alice", "wrong")),
                new Scene("sign-in-throttled", Scenes::triesTooOften),
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
                new Scene("demo-mail", visitor -> visitor.opens("/demo/mail")),
                new Scene("console-mail", visitor -> looksAt(visitor, "pia-en").clicks("a[href$='/mail']")),
                new Scene(
                        "console-logouts", visitor -> looksAt(visitor, "pia-en").clicks("a[href$='/logouts']")));
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
                new Scene("account-devices", Scenes::usesPhones),
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
                new Scene("email-code", Scenes::isAskedForACode),
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
                new Scene("password-due", Scenes::hasToChangeInASession),
                new Scene("not-me", visitor -> visitor.signsIn("alice").opens("/realms/acme/account/not-me")),
                new Scene("consents-none", visitor -> visitor.signsIn("olga").opens("/realms/acme/account/consents")),
                new Scene("consents", Scenes::hasAllowed),
                new Scene("data", visitor -> visitor.signsIn("alice").opens("/realms/acme/account/data")),
                new Scene("erase", visitor -> visitor.signsIn("wolfe").opens("/realms/acme/account/erase")),
                new Scene(
                        "erase-refused",
                        visitor -> visitor.signsIn("carol")
                                .opens("/realms/acme/account/erase")
                                .types("confirmation", "x")
                                .submits()
                                .hasFocusOn("[role=alert][data-focus]")),
                new Scene("erased", Scenes::isGone),
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
                new Scene("form-post", Scenes::hasAnAnswerToSend),
                new Scene("developers", visitor -> visitor.opens("/realms/acme/developers")),
                new Scene("error-404", visitor -> visitor.opensInVain("/nowhere", 404)),
                new Scene("error-404-realm", visitor -> visitor.opensInVain("/realms/nobody/sign-in", 404)));
    }

    private static Stream<Scene> administration() {
        return Stream.of(
                new Scene("first-administrator", Scenes::isFirst),
                new Scene(
                        "first-administrator-refused",
                        visitor -> isFirst(visitor)
                                .types("password", "hooli")
                                .submits()
                                .hasFocusOn("[role=alert][data-focus]")),
                new Scene("trail-exports", Scenes::exports),
                new Scene(
                        "trail-exports-refused",
                        visitor -> visitor.signsIn("carol").opens("/console/realms/acme/audit/exports?from=soon")),
                new Scene("trail", visitor -> visitor.signsIn("carol").opens("/console/realms/acme/audit")),
                new Scene(
                        "trail-query-wrong",
                        visitor -> visitor.signsIn("carol")
                                .opens("/console/realms/acme/audit?what=sign-in&q=actor:alice%20colour:red")),
                new Scene(
                        "trail-narrowed",
                        visitor -> visitor.signsIn("carol")
                                .opens("/console/realms/acme/audit?from=now-7d&without=action:log.*%20ip:10.0.0.0/8"
                                        + "&zone=Europe/Paris&columns=who,about,outcome,session&density=compact")),
                new Scene(
                        "trail-views",
                        visitor -> visitor.signsIn("carol").opens("/console/realms/acme/audit/views?what=rights")),
                new Scene(
                        "trail-views-kept",
                        visitor -> visitor.signsIn("carol")
                                .opens("/console/realms/acme/audit/views?what=rights")
                                .types("name", "Rights at night")
                                .clicks("form:has(#name) button")
                                .seesOne("form[action$='/alert'] select")),
                new Scene(
                        "trail-end",
                        visitor -> visitor.signsIn("carol").opens("/console/realms/acme/audit?before=1-P5Y")));
    }

    private static Stream<Scene> console() {
        return Stream.of(
                new Scene("console-people", visitor -> administers(visitor).opens(CONSOLE + "/accounts")),
                new Scene(
                        "console-nobody", visitor -> administers(visitor).opens(CONSOLE + "/accounts?q=nobody-at-all")),
                new Scene(
                        "console-several",
                        visitor -> administers(visitor)
                                .opens(CONSOLE + "/accounts?q=alice")
                                .clicks("td.what input")
                                .clicks("#bulk button")),
                new Scene("console-undo", Scenes::undoesWhatItDid),
                new Scene(
                        "console-offboard", visitor -> looksAt(visitor, "wolfe").clicks("a[href$='/offboard']")),
                new Scene("console-new", visitor -> administers(visitor).opens(CONSOLE + "/accounts/new")),
                new Scene("console-account", visitor -> looksAt(visitor, "alice")),
                new Scene("console-account-long-names", visitor -> looksAt(visitor, "wolfe")),
                new Scene(
                        "console-edit",
                        visitor -> looksAt(visitor, "alice").clicks(".panel .actions a[href$='/edit']")),
                new Scene("console-groups", visitor -> administers(visitor).opens(CONSOLE + "/groups")),
                new Scene("console-group", visitor -> looksAtGroup(visitor, ".plain a")),
                new Scene("console-group-inside", visitor -> looksAtGroup(visitor, ".depth-2 a")),
                new Scene(
                        "console-group-refused",
                        visitor -> looksAtGroup(visitor, ".plain a")
                                .types("member", "nobody-at-all")
                                .clicks("form[action$='/members/add'] button")
                                .hasFocusOn("[role=alert][data-focus]")),
                new Scene("console-connections", visitor -> administers(visitor).opens(CONNECTIONS)),
                new Scene("console-connection", visitor -> administers(visitor).opens(CONNECTIONS + "/contoso")),
                new Scene(
                        "console-connection-tried",
                        visitor -> administers(visitor).opens(CONNECTIONS + "/contoso/tried")),
                new Scene(
                        "console-entra-refused",
                        visitor -> administers(visitor)
                                .opens(CONNECTIONS + "/new/entra-id")
                                .types("alias", "Not one")
                                .clicks("form.panel button")
                                .hasFocusOn("[role=alert][data-focus]")),
                new Scene("console-entra-steps", Scenes::preparesAConnection),
                new Scene(
                        "console-sessions",
                        visitor -> looksAt(visitor, "carol").clicks(".panel .actions a[href$='/sessions']")),
                new Scene("console-reported", Scenes::reportsASignIn),
                new Scene("console-slowed", Scenes::looksAtSomebodySlowed),
                new Scene("console-entra-preview", Scenes::seesWhatAConnectionChanges),
                new Scene(
                        "console-connection-edit",
                        visitor -> administers(visitor).opens(CONNECTIONS + "/contoso/edit")),
                new Scene(
                        "console-connection-edit-refused",
                        visitor -> administers(visitor)
                                .opens(CONNECTIONS + "/contoso/edit")
                                .types("domains", "not a domain")
                                .clicks("form.panel button:not([type=button])")
                                .hasFocusOn("[role=alert][data-focus]")),
                new Scene("console-connection-changes", Scenes::seesBeforeAndAfter),
                new Scene("console-connection-certificate", Scenes::connectsByACertificate),
                new Scene("console-dashboard", visitor -> administers(visitor).opens(CONSOLE + "/dashboard")),
                new Scene("console-retention", Scenes::changesWhatIsKept),
                new Scene(
                        "console-integrity",
                        visitor -> administers(visitor)
                                .opens(CONSOLE + "/integrity")
                                .clicks("form[action$='/verify'] button")
                                .seesOne("#check .badge.good")),
                new Scene("console-clients", visitor -> administers(visitor).opens(CONSOLE + "/clients")),
                new Scene("console-client", visitor -> administers(visitor).opens(CONSOLE + "/clients/demo")),
                new Scene("console-client-changes", Scenes::changesAnApplication),
                new Scene("console-client-new", visitor -> administers(visitor).opens(CONSOLE + "/clients/new")),
                new Scene("console-keys", visitor -> administers(visitor).opens(CONSOLE + "/keys")),
                new Scene("console-roles", visitor -> administers(visitor).opens(CONSOLE + "/roles")),
                new Scene(
                        "console-role-holders",
                        visitor -> administers(visitor).opens(CONSOLE + "/roles/holders?permission=users.read")),
                new Scene("console-requests", visitor -> administers(visitor).opens(CONSOLE + "/approvals")),
                new Scene(
                        "console-refused", visitor -> visitor.signsIn("alice").opensInVain(CONSOLE + "/accounts", 403)),
                new Scene(
                        "console-answer-refused",
                        visitor -> administers(visitor).opensInVain(CONSOLE + "/signed-in?code=x&state=y", 400)),
                new Scene("console-sign-in", visitor -> visitor.opens(CONSOLE + "/audit?what=rights")),
                new Scene(
                        "trail-filtered",
                        visitor -> administers(visitor).opens(CONSOLE + "/audit?person=alice&what=rights")),
                new Scene(
                        "trail-filter-refused",
                        visitor -> administers(visitor).opens(CONSOLE + "/audit?person=nobody-at-all")),
                new Scene(
                        "trail-entry",
                        visitor -> administers(visitor)
                                .opens(CONSOLE + "/audit?what=account")
                                .clicks("td.entry a")));
    }

    private static Stream<Scene> demo() {
        return Stream.of(
                new Scene("demo-start", visitor -> visitor.opens("/demo")),
                new Scene("demo-callback", Scenes::hasAnAnswer),
                new Scene("demo-tokens", visitor -> hasAnAnswer(visitor).asksFor("exchange")),
                new Scene(
                        "demo-userinfo",
                        visitor -> hasAnAnswer(visitor).asksFor("exchange").asksFor("person")),
                new Scene(
                        "demo-refreshed",
                        visitor -> hasAnAnswer(visitor).asksFor("exchange").asksFor("refresh")),
                new Scene(
                        "demo-revoked",
                        visitor -> hasAnAnswer(visitor)
                                .asksFor("exchange")
                                .asksFor("revoke")
                                .asksFor("refresh")),
                new Scene("demo-signed-out", visitor -> visitor.opens("/demo?state=none")),
                new Scene(
                        "demo-denied",
                        visitor -> visitor.startsTheDemo()
                                .identifiesAs("dave")
                                .clicks("button[value=deny]")
                                .isAt("/demo/callback")),
                new Scene(
                        "demo-forged",
                        visitor -> visitor.opens("/demo").opensInVain("/demo/callback?code=x&state=forged", 400)));
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

    /** Somebody else reports one, and an administrator sees the case. */
    private static void reportsASignIn(Visitor visitor) {
        String guest = HOUSE.admitsSomebody();
        Visitor other = Visitor.to(HOUSE, "en-GB");
        other.signsIn(guest).opens("/realms/acme/account/not-me").clicks("button.danger");
        other.readsHeading("Choose a new password").leaves();
        administers(visitor).opens(CONSOLE + "/reported");
    }

    private static void undoesWhatItDid(Visitor visitor) {
        administers(visitor)
                .opens(CONSOLE + "/accounts?q=" + HOUSE.admitsSomebody())
                .clicks("td.what input");
        visitor.page().selectOption("#action", "disable");
        visitor.clicks("#bulk button").clicks("form[action$='/apply'] button").clicks("main a[href*='/bulk/undo/']");
    }

    private static void changesAnApplication(Visitor visitor) {
        administers(visitor)
                .opens(CONSOLE + "/clients/demo")
                .types("displayName", "Other name")
                .types("scopes", "openid email")
                .clicks("form[action*='/preview'] button")
                .seesOne("#preview .changes");
    }

    private static void changesWhatIsKept(Visitor visitor) {
        administers(visitor)
                .opens(CONSOLE + "/retention")
                .types("from", "2026-01-01")
                .types("why", "Case 12")
                .clicks("form[action$='/holds'] button")
                .opens(CONSOLE + "/retention?category=rights");
    }

    private static void preparesAConnection(Visitor visitor) {
        administers(visitor)
                .opens(CONNECTIONS + "/new/entra-id")
                .types("alias", "fabrikam")
                .types("tenants", "99999999-2222-4333-8444-555555555555")
                .types("clientId", "66666666-7777-8888-9999-000000000000")
                .types("clientSecret", "env:FABRIKAM_SECRET")
                .clicks("form.panel button")
                .sees("xms_edov");
    }

    private static void seesWhatAConnectionChanges(Visitor visitor) {
        administers(visitor)
                .opens(CONNECTIONS + "/new/entra-id")
                .types("alias", "fabrikam")
                .types("tenants", "99999999-2222-4333-8444-555555555555")
                .types("clientId", "66666666-7777-8888-9999-000000000000")
                .clicks("form.panel button")
                .sees("frontchannel-logout");
    }

    private static void exports(Visitor visitor) {
        visitor.signsIn("carol").opens("/console/realms/acme/audit/exports?what=rights&person=alice");
        visitor.clicks("form:has(#format) button").isAt("/console/realms/acme/audit/exports");
    }

    private static void seesBeforeAndAfter(Visitor visitor) {
        administers(visitor)
                .opens(CONNECTIONS + "/contoso/edit")
                .types("displayName", "Contoso and its friends")
                .types("domains", "contoso.example friends.example")
                .clicks("form.panel button:not([type=button])")
                .sees("friends.example");
    }

    private static void connectsByACertificate(Visitor visitor) {
        administers(visitor)
                .opens(CONNECTIONS + "/new/entra-id")
                .types("alias", "certified-" + UUID.randomUUID())
                .types("tenants", "99999999-2222-4333-8444-555555555555")
                .types("clientId", "66666666-7777-8888-9999-000000000000")
                .clicks("#certificate")
                .clicks("form.panel button")
                .clicks("form[action$='/add'] button")
                .sees("SHA-256")
                .clicks("form[action$='/certificates'] button")
                .sees("SHA-256");
    }

    private static Visitor administers(Visitor visitor) {
        return visitor.signsIn("carol");
    }

    private static Visitor looksAt(Visitor visitor, String userName) {
        return administers(visitor).opens(CONSOLE + "/accounts?q=" + userName).clicks("td.what a");
    }

    private static Visitor looksAtGroup(Visitor visitor, String link) {
        return administers(visitor).opens(CONSOLE + "/groups").clicks(link);
    }

    private static void triesTooOften(Visitor visitor) {
        visitor.opensSignIn();
        for (int attempt = 0; attempt <= 5; attempt++) {
            visitor.tries("throttled-in-" + visitor.language(), "wrong").hasFocusOn("[role=alert][data-focus]");
        }
    }

    private static void looksAtSomebodySlowed(Visitor visitor) {
        String name = HOUSE.admitsSomebody();
        visitor.opensSignIn();
        for (int attempt = 0; attempt <= 5; attempt++) {
            visitor.tries(name, "wrong").hasFocusOn("[role=alert][data-focus]");
        }
        looksAt(visitor, name);
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

    private static Visitor isFirst(Visitor visitor) {
        return visitor.opens(HOUSE.firstAdministratorLink("hooli"));
    }

    private static Visitor hasAnAnswer(Visitor visitor) {
        return visitor.startsTheDemo().identifiesAs("bob").allows();
    }
}
