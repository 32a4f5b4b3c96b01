package org.gatehouse.server.browser;

import static org.gatehouse.server.browser.Journeys.HOUSE;

import java.util.UUID;
import java.util.stream.Stream;

/** Every page of the console and of the demo, and how to come to it in any language. */
final class AdministratorScenes {

    private static final String CONSOLE = "/console/realms/acme";
    private static final String CONNECTIONS = CONSOLE + "/connections";

    private AdministratorScenes() {}

    static Stream<Scene> all() {
        return Scene.chosen(administration(), console(), demo());
    }

    private static Stream<Scene> administration() {
        return Stream.of(
                new Scene("first-administrator", AdministratorScenes::isFirst),
                new Scene(
                        "first-administrator-refused",
                        visitor -> isFirst(visitor)
                                .types("password", "hooli")
                                .submits()
                                .hasFocusOn("[role=alert][data-focus]")),
                new Scene("console-devices", AdministratorScenes::looksAtPhones),
                new Scene("trail-exports", AdministratorScenes::exports),
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
                        "trail-figures",
                        visitor -> visitor.signsIn("carol")
                                .opens("/console/realms/acme/audit?what=sign-in&from=now-7d&figures")),
                new Scene(
                        "trail-country",
                        visitor -> visitor.signsIn("carol")
                                .opens("/console/realms/acme/audit?what=auth.login&country=FR"
                                        + "&without=outcome:failure&columns=who,from,country,client")),
                new Scene(
                        "trail-country-entry",
                        visitor -> visitor.signsIn("carol")
                                .opens("/console/realms/acme/audit?what=auth.login&country=GB")
                                .clicks("td.entry a")),
                new Scene(
                        "trail-name-hidden",
                        visitor -> visitor.of("massive")
                                .signsIn("cyril")
                                .opens("/console/realms/massive/audit?q=actor:nora")),
                new Scene("trail-hidden", visitor -> looksIntoACase(visitor, "")),
                new Scene(
                        "trail-hidden-entry",
                        visitor -> looksIntoACase(visitor, "?what=sign-in")
                                .clicks("td.entry a")
                                .clicks("main details summary")),
                new Scene(
                        "trail-revealed",
                        visitor -> looksIntoACase(visitor, "?what=sign-in")
                                .clicks("td.entry a")
                                .clicks("main details summary")
                                .types("why", "Case 12")
                                .clicks("form[action$='/reveal'] button")),
                new Scene("trail-exports-running", AdministratorScenes::waitsForAnExport),
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
                new Scene("console-mail", visitor -> looksAt(visitor, "pia-en").clicks("a[href$='/mail']")),
                new Scene(
                        "console-logouts", visitor -> looksAt(visitor, "pia-en").clicks("a[href$='/logouts']")),
                new Scene("console-undo", AdministratorScenes::undoesWhatItDid),
                new Scene(
                        "console-offboard", visitor -> looksAt(visitor, "wolfe").clicks("a[href$='/offboard']")),
                new Scene("console-new", visitor -> administers(visitor).opens(CONSOLE + "/accounts/new")),
                new Scene("console-account", visitor -> looksAt(visitor, "alice")),
                new Scene("console-reveal", visitor -> looksAt(visitor, "alice").clicks("dd details summary")),
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
                new Scene("console-entra-steps", AdministratorScenes::preparesAConnection),
                new Scene(
                        "console-sessions",
                        visitor -> looksAt(visitor, "carol").clicks(".panel .actions a[href$='/sessions']")),
                new Scene("console-reported", AdministratorScenes::reportsASignIn),
                new Scene("console-slowed", AdministratorScenes::looksAtSomebodySlowed),
                new Scene("console-entra-preview", AdministratorScenes::seesWhatAConnectionChanges),
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
                new Scene("console-connection-changes", AdministratorScenes::seesBeforeAndAfter),
                new Scene("console-connection-certificate", AdministratorScenes::connectsByACertificate),
                new Scene("console-dashboard", visitor -> administers(visitor).opens(CONSOLE + "/dashboard")),
                new Scene("console-retention", AdministratorScenes::changesWhatIsKept),
                new Scene("console-integrity", AdministratorScenes::verifiesTheTrail),
                new Scene("console-rights", AdministratorScenes::triesARole),
                new Scene("console-location", visitor -> administers(visitor).opens(CONSOLE + "/location")),
                new Scene("console-clients", visitor -> administers(visitor).opens(CONSOLE + "/clients")),
                new Scene("console-client", visitor -> administers(visitor).opens(CONSOLE + "/clients/demo")),
                new Scene("console-client-changes", AdministratorScenes::changesAnApplication),
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
                new Scene("demo-callback", AdministratorScenes::hasAnAnswer),
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

    private static void triesARole(Visitor visitor) {
        looksAt(visitor, "alice").clicks("a[href$='/rights#try']");
        visitor.page().selectOption("#role", "auditor");
        visitor.clicks("#try ~ form button").seesOne("#try ~ h3");
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

    private static void looksAtPhones(Visitor visitor) {
        HOUSE.usesPhones("dave");
        visitor.signsIn("carol").opens("/console/realms/acme/devices").sees("Pixel 8");
    }

    private static void exports(Visitor visitor) {
        visitor.signsIn("carol").opens("/console/realms/acme/audit/exports?what=rights&person=alice");
        visitor.clicks("form:has(#format) button").isAt("/console/realms/acme/audit/exports");
    }

    private static void waitsForAnExport(Visitor visitor) {
        HOUSE.makesAnExportFor("nora");
        visitor.of("massive").signsIn("nora").opens("/console/realms/massive/audit/exports");
    }

    private static Visitor looksIntoACase(Visitor visitor, String query) {
        return visitor.of("massive").signsIn("clara").opens("/console/realms/massive/audit" + query);
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

    private static void verifiesTheTrail(Visitor visitor) {
        HOUSE.asksWitnesses();
        administers(visitor)
                .opens(CONSOLE + "/integrity")
                .clicks("form[action$='/verify'] button")
                .seesOne("#check .badge.good");
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

    private static void looksAtSomebodySlowed(Visitor visitor) {
        String name = HOUSE.admitsSomebody();
        visitor.opensSignIn();
        for (int attempt = 0; attempt <= 5; attempt++) {
            visitor.tries(name, "wrong").hasFocusOn("[role=alert][data-focus]");
        }
        looksAt(visitor, name);
    }

    private static Visitor isFirst(Visitor visitor) {
        return visitor.opens(HOUSE.firstAdministratorLink("hooli"));
    }

    private static Visitor hasAnAnswer(Visitor visitor) {
        return visitor.startsTheDemo().identifiesAs("bob").allows();
    }
}
