package org.gatehouse.server.trail;

import static org.gatehouse.server.trail.EveryEntryTest.ACCOUNT;
import static org.gatehouse.server.trail.EveryEntryTest.ADMINISTRATOR;
import static org.gatehouse.server.trail.EveryEntryTest.FACTORS;
import static org.gatehouse.server.trail.EveryEntryTest.FORGOTTEN;
import static org.gatehouse.server.trail.EveryEntryTest.NEW;
import static org.gatehouse.server.trail.EveryEntryTest.REALM;
import static org.gatehouse.server.trail.EveryEntryTest.RESET;
import static org.gatehouse.server.trail.EveryEntryTest.SERVICE;
import static org.gatehouse.server.trail.EveryEntryTest.exchanging;
import static org.gatehouse.server.trail.EveryEntryTest.server;
import static org.gatehouse.server.trail.EveryEntryTest.with;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.gatehouse.server.administrator.FirstAdministratorLinks;
import org.gatehouse.server.directory.Role;
import org.gatehouse.server.factor.recovery.RecoveryCodes;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Authenticator;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What somebody does, and the entries it leaves, whose sentences are then read. */
enum Deed {
    SIGN_IN(t -> () -> t.signIn(t.person.password()), "auth.login"),
    SIGN_IN_WITH_WRONG_PASSWORD(t -> () -> t.signIn("wrong"), "auth.login"),
    SIGN_IN_AS_NOBODY(t -> () -> t.browser.signIn(REALM, "nobody-here", "wrong"), "auth.login"),
    SIGN_IN_WHEN_DISABLED(
            t -> {
                Person disabled = People.of(server).createDisabled(REALM);
                return () -> t.browser.signIn(REALM, disabled.userName(), disabled.password());
            },
            "auth.login"),
    SIGN_IN_TOO_OFTEN(
            t -> {
                t.times(5, () -> t.signIn("wrong"));
                return () -> t.signIn(t.person.password());
            },
            "auth.throttled"),
    SIGN_OUT(t -> t.signedIn(() -> t.submit("/realms/acme/sign-out", Map.of())), "auth.logout"),
    SIGN_OUT_ASKED_FOR_BY_AN_APP(
            t -> {
                Answer tokens = t.web.redeem(t.web.code(t.browser, t.person));
                return () -> t.browser.get(t.web.path("/connect/logout?id_token_hint=" + tokens.json("id_token")));
            },
            "auth.logout"),
    SIGN_OUT_ASKED_FOR_WRONGLY(
            t -> t.signedIn(() -> t.browser.get(t.web.path("/connect/logout?id_token_hint=garbage")))),
    AUTHORIZE(t -> t.signedIn(() -> t.web.authorize(t.browser, t.web.authorization())), "code.issued"),
    AUTHORIZE_WHEN_NOT_SIGNED_IN(t -> () -> t.web.authorize(t.browser, t.web.authorization())),
    AUTHORIZE_WITH_AN_UNKNOWN_SCOPE(
            t -> t.signedIn(() -> t.web.authorize(t.browser, with(t.web, "scope", "openid everything"))),
            "token.refused"),
    AUTHORIZE_WHEN_ASKING_IS_FORBIDDEN(
            t -> () -> t.web.authorize(t.browser, with(t.web, "prompt", "none")), "token.refused"),
    ALLOW(t -> t.signedIn(t.consent("allow")), "consent.granted"),
    DENY(t -> t.signedIn(t.consent("deny")), "consent.denied"),
    REDEEM(
            t -> {
                String code = t.web.code(t.browser, t.person);
                return () -> t.web.redeem(code);
            },
            "token.issued"),
    REDEEM_ON_A_PHONE(
            t -> {
                String code = t.phone.code(t.browser, t.person);
                return () -> t.phone.redeem(code);
            },
            "device.registered",
            "token.issued"),
    REDEEM_GARBAGE(t -> () -> t.web.redeem("garbage"), "token.refused"),
    REDEEM_WITH_THE_WRONG_VERIFIER(
            t -> {
                Map<String, String> request = t.phone.redemption(t.phone.code(t.browser, t.person));
                request.put("code_verifier", "wrong-".repeat(10));
                return () -> t.phone.token(request);
            },
            "token.refused"),
    REDEEM_TWICE(
            t -> {
                String code = t.web.code(t.browser, t.person);
                t.web.redeem(code);
                return () -> t.web.redeem(code);
            },
            "token.replayed",
            "token.refused"),
    REDEEM_SOMEBODY_ELSES(
            t -> {
                String code = t.web.code(t.browser, t.person);
                return () -> RelyingApp.of(server, REALM, "other").redeem(code);
            },
            "token.replayed",
            "token.refused"),
    REFRESH(t -> t.withTokens(t.web, tokens -> t.web.refresh(tokens.json("refresh_token"))), "token.refreshed"),
    REFRESH_AGAIN_WHEN_THE_ANSWER_WAS_LOST(
            t -> t.withTokens(t.phone, tokens -> t.phone.refresh(tokens.json("refresh_token")))
                    .andThenAgain(),
            "token.refreshed",
            "token.refreshed"),
    REFRESH_WITH_GARBAGE(t -> () -> t.web.refresh("garbage"), "token.refused"),
    REFRESH_WITH_A_USED_TOKEN(
            t -> {
                String token = t.phone.tokens(t.person).json("refresh_token");
                t.phone.refresh(token);
                server.clock().advance(Duration.ofSeconds(31));
                return () -> t.phone.refresh(token);
            },
            "device.removed",
            "token.replayed",
            "token.refused"),
    REVOKE(t -> t.withTokens(t.web, tokens -> t.web.revoke(tokens.json("refresh_token"))), "token.revoked"),
    REVOKE_AN_ACCESS_TOKEN(
            t -> t.withTokens(t.web, tokens -> t.web.revoke(tokens.json("access_token"))), "token.revoked"),
    REVOKE_ON_A_PHONE(
            t -> t.withTokens(t.phone, tokens -> t.phone.revoke(tokens.json("refresh_token"))),
            "device.removed",
            "token.revoked"),
    REVOKE_GARBAGE(t -> () -> t.web.revoke("garbage")),
    INTROSPECT(t -> t.withTokens(t.web, tokens -> t.exporter.introspect(tokens.json("access_token")))),
    USER_INFO_WITH_GARBAGE(t -> () -> t.web.userInfo("garbage"), "token.refused"),
    USER_INFO_WITHOUT_TOKEN(t -> () -> t.browser.get(t.web.path("/userinfo"))),
    AUTHORIZE_WITH_A_PARAMETER_TWICE(
            t -> () -> t.browser.get(t.web.path("/oauth2/authorize?state=a&state=b")), "token.refused"),
    AUTHORIZE_FOR_AN_ACR_NOBODY_HAS(
            t -> t.signedIn(() -> t.web.authorize(
                    t.browser, with(t.web, "claims", "{\"id_token\":{\"acr\":{\"essential\":true,\"value\":\"x\"}}}"))),
            "token.refused"),
    USER_INFO(t -> t.withTokens(t.web, tokens -> t.web.userInfo(tokens.json("access_token")))),
    ASK_ABOUT_A_TOKEN(t -> t.withTokens(t.web, tokens -> t.exporter.introspect(tokens.json("access_token")))),
    ASK_ABOUT_A_TOKEN_FOR_A_SIGNED_ANSWER(
            t -> t.withTokens(
                    t.web,
                    tokens -> t.exporter.post(
                            "/oauth2/introspect",
                            Map.of("token", tokens.json("access_token")),
                            new String[] {"Accept", "application/token-introspection+jwt"})),
            "token.confirmed"),
    GET_A_TOKEN_FOR_A_SERVICE(t -> () -> t.exporter.token(SERVICE), "token.issued"),
    REVOKE_THE_TOKEN_OF_A_SERVICE(
            t -> {
                String token = t.exporter.token(SERVICE).json("access_token");
                return () -> t.exporter.revoke(token);
            },
            "token.revoked"),
    GET_A_TOKEN_WITH_TOO_WIDE_A_SCOPE(
            t -> () -> t.exporter.token(Map.of("grant_type", "client_credentials", "scope", "everything")),
            "token.refused"),
    GET_A_TOKEN_BY_A_WAY_NOBODY_KNOWS(t -> () -> t.exporter.token(Map.of("grant_type", "password")), "token.refused"),
    GET_A_TOKEN_BY_A_WAY_NOT_ALLOWED(t -> () -> t.web.token(SERVICE), "token.refused"),
    GET_A_TOKEN_WITH_A_WRONG_SECRET(
            t -> () -> t.browser.post(
                    t.web.path("/oauth2/token"), SERVICE, "Authorization", RelyingApp.basic("exporter", "wrong")),
            "client.auth-failed"),
    SHOW_A_CODE_ON_A_DEVICE(t -> () -> t.showsACode(), "code.issued"),
    ALLOW_A_DEVICE(t -> t.signedIn(t.atTheDevice("allow")), "code.issued", "consent.granted"),
    DENY_A_DEVICE(t -> t.signedIn(t.atTheDevice("deny")), "code.issued", "consent.denied"),
    TYPE_A_CODE_NO_DEVICE_SHOWS(t -> t.signedIn(() -> t.browser.get("/realms/acme/device/BBBB-BBBB")), "token.refused"),
    EXCHANGE_A_TOKEN(
            t -> t.withTokens(
                    t.web,
                    tokens -> RelyingApp.of(server, REALM, "planner").token(exchanging(tokens.json("access_token")))),
            "token.issued"),
    EXCHANGE_GARBAGE(t -> () -> RelyingApp.of(server, REALM, "planner").token(exchanging("garbage")), "token.refused"),
    REPLACE_A_KEY(
            t -> {
                AdminApi admin = AdminApi.as(server, REALM, People.of(server).createWith(REALM, "admin"));
                return () -> admin.post("/keys/rotate", "{\"algorithm\":\"EdDSA\"}");
            },
            "key.rotated"),
    CHANGE_PASSWORD(t -> t.signedIn(() -> t.changePassword(t.person.password())), "credential.changed"),
    CHANGE_PASSWORD_WRONGLY(t -> t.signedIn(() -> t.changePassword("wrong")), "credential.changed"),
    CHANGE_PASSWORD_TO_A_WEAK_ONE(t -> t.signedIn(() -> t.changePassword(t.person.password(), "short"))),
    CHANGE_PASSWORD_TOO_OFTEN(
            t -> {
                t.signIn(t.person.password());
                t.times(5, () -> t.changePassword("wrong"));
                return () -> t.changePassword(t.person.password());
            },
            "auth.throttled"),
    CHANGE_PASSWORD_WHEN_SIGNED_IN_ELSEWHERE(
            t -> {
                new Browser(server).signIn(REALM, t.person.userName(), t.person.password());
                return t.signedIn(() -> t.changePassword(t.person.password()));
            },
            "credential.changed",
            "session.ended"),
    CHANGE_PASSWORD_WITH_AN_APP_OPEN(
            t -> {
                t.web.redeem(t.web.code(t.browser, t.person));
                return () -> t.changePassword(t.person.password());
            },
            "credential.changed",
            "token.revoked"),
    ASK_FOR_A_LINK_TO_RESET_THE_PASSWORD(t -> () -> t.askForLink()),
    ASK_FOR_A_LINK_TOO_OFTEN(
            t -> {
                Answer page = t.browser.get(FORGOTTEN);
                return () -> {
                    t.times(
                            130,
                            EveryEntryTest
                                    ::countForgotten); // more than one network may in a minute, and what comes back
                    t.browser.submit(page, FORGOTTEN, Map.of("username", t.person.userName()));
                };
            },
            "auth.throttled"),
    RESET_THE_PASSWORD(
            t -> {
                server.clock().advance(Duration.ofMinutes(2)); // and the network may ask again
                new Browser(server).signIn(REALM, t.person.userName(), t.person.password());
                t.askForLink();
                Answer page = t.browser.get(
                        TestServer.mail().last(t.person.email(), 1).link());
                return () -> t.browser.submit(page, RESET, Map.of("password", NEW));
            },
            "credential.reset",
            "session.ended"),
    RESET_THE_PASSWORD_WITH_A_WRONG_LINK(
            t -> {
                String csrf = t.browser.get("/realms/acme/sign-in/forgotten").hidden("_csrf");
                return () -> t.browser.post(RESET, Map.of("_csrf", csrf, "token", "x", "password", NEW));
            },
            "credential.reset"),
    ASK_FOR_ANOTHER_ADDRESS(t -> t.signedIn(() -> t.wantAddress("other-" + t.person.email()))),
    ASK_FOR_ANOTHER_ADDRESS_TOO_OFTEN(
            t -> {
                t.signIn(t.person.password());
                t.times(5, () -> t.wantAddress("other-" + t.person.email()));
                return () -> t.wantAddress("other-" + t.person.email());
            },
            "auth.throttled"),
    CONFIRM_ANOTHER_ADDRESS(
            t -> {
                t.signIn(t.person.password());
                t.wantAddress("new-" + t.person.email());
                Answer page = t.browser.get(
                        TestServer.mail().only("new-" + t.person.email()).link());
                return () -> t.browser.submit(page, "/realms/acme/sign-in/verify-email", Map.of());
            },
            "user.updated"),
    SIGN_OUT_A_DEVICE(
            t -> {
                t.phone.tokens(t.person);
                return t.signedIn(() -> t.submit(ACCOUNT + "/devices/" + t.device() + "/sign-out", Map.of()));
            },
            "device.removed"),
    CHANGE_ONES_PROFILE(
            t -> t.signedIn(
                    () -> t.submit(ACCOUNT + "/profile", Map.of("displayName", "Ana Conda", "version", t.version()))),
            "user.updated"),
    CHANGE_ONES_PROFILE_WRONGLY(t ->
            t.signedIn(() -> t.submit(ACCOUNT + "/profile", Map.of("displayName", "", "version", t.version())))),
    TAKE_BACK_CONSENT(
            t -> {
                t.signIn(t.person.password());
                t.consent("allow").run();
                return () -> t.submit(ACCOUNT + "/consents/revoke", Map.of("client", "asking"));
            },
            "consent.revoked"),
    TAKE_BACK_CONSENT_NOBODY_GAVE(
            t -> t.signedIn(() -> t.submit(ACCOUNT + "/consents/revoke", Map.of("client", "asking")))),
    TAKE_ONES_DATA_AWAY(t -> t.signedIn(() -> t.submit(ACCOUNT + "/data", Map.of("format", "csv"))), "data.exported"),
    DELETE_ONES_ACCOUNT(
            t -> t.signedIn(() ->
                    t.submit(ACCOUNT + "/erase", Map.of("confirmation", t.person.userName(), "version", t.version()))),
            "user.soft-deleted",
            "role.revoked",
            "session.ended"),
    DELETE_ONES_ACCOUNT_WITHOUT_MEANING_IT(t ->
            t.signedIn(() -> t.submit(ACCOUNT + "/erase", Map.of("confirmation", "yes", "version", t.version())))),
    READ_THE_TRAIL(
            t -> {
                Person auditor = People.of(server).createWith(REALM, Role.AUDITOR);
                t.browser.signIn(REALM, auditor.userName(), auditor.password());
                t.browser.get("/console/realms/acme");
                return () -> t.times(2, () -> t.browser.get("/console/realms/acme/audit"));
            },
            "log.read"),
    OPEN_THE_CONSOLE(t -> t.signedIn(() -> t.browser.get("/console/realms/acme")), "code.issued", "token.issued"),
    OPEN_THE_CONSOLE_WITH_AN_ANSWER_NOBODY_ASKED_FOR(
            t -> t.signedIn(() -> t.browser.get("/console/realms/acme/signed-in?code=x&state=y"))),
    READ_THE_TRAIL_WITHOUT_THE_RIGHT(t -> {
        t.signIn(t.person.password());
        t.browser.get("/console/realms/acme");
        return () -> t.browser.get("/console/realms/acme/audit");
    }),
    CHANGE_THE_REALM_BY_A_FILE(
            t -> {
                AdminApi admin = AdminApi.as(server, REALM, People.of(server).createWith(REALM, "admin"));
                Answer seen = admin.get("/configuration");
                String file = seen.body()
                        .replace("Acme Field Services", "Acme Services")
                        .replace("Asking app", "The asking app")
                        .replace("\"sign-in\":\"P6M\"", "\"sign-in\":\"P13M\"")
                        .replace("PT30M", "PT20M");
                return () ->
                        admin.send("PUT", "/configuration", "{\"file\":" + file + "}", "If-Match", seen.header("ETag"));
            },
            "realm.changed",
            "client.changed",
            "policy.changed",
            "retention.changed"),
    REVEAL_AN_ENTRY(
            t -> {
                AdminApi admin = AdminApi.as(server, REALM, People.of(server).createWith(REALM, "admin"));
                admin.get("/audit/entries");
                return () -> admin.get("/audit/entries/P3Y:0?reveal=true&why=Case");
            },
            "log.revealed"),
    ADD_A_CONNECTION(
            t -> {
                AdminApi admin = AdminApi.as(server, REALM, People.of(server).createWith(REALM, "admin"));
                String alias = "told-" + java.util.UUID.randomUUID();
                return () -> admin.post(
                        "/connections",
                        "{\"definition\":{\"alias\":\"" + alias
                                + "\",\"kind\":\"oidc\",\"issuer\":\"https://id.told.example\",\"clientId\":\"acme\"},"
                                + "\"clientSecret\":\"of-a-provider\"}");
            },
            "connection.changed"),
    ADD_AN_AUTHENTICATOR_APP(
            t -> t.signedIn(() -> {
                Answer page = t.browser.get(FACTORS + "/totp");
                String code = Authenticator.scanning(server, page).code();
                t.browser.submit(page, FACTORS + "/totp", Map.of("code", code, "name", "Phone"));
            }),
            "factor.enrolled"),
    ADD_AN_AUTHENTICATOR_APP_WITH_A_WRONG_CODE(t -> t.signedIn(() -> t.browser.submit(
            t.browser.get(FACTORS + "/totp"), FACTORS + "/totp", Map.of("code", "1", "name", "Phone")))),
    RENAME_AN_AUTHENTICATOR_APP(
            t -> t.withApp(app -> t.submit(FACTORS + "/totp/" + app + "/name", Map.of("name", "Other"))),
            "user.updated"),
    REMOVE_AN_AUTHENTICATOR_APP(
            t -> t.withApp(app -> t.submit(FACTORS + "/totp/" + app + "/remove", Map.of())), "factor.removed"),
    GET_RECOVERY_CODES(
            t -> t.withApp(app -> {
                t.browser.get(FACTORS + "/recovery-codes");
                t.submit(FACTORS + "/recovery-codes", Map.of("saved", "true"));
            }),
            "factor.enrolled"),
    LOOK_AT_RECOVERY_CODES(t -> t.withApp(app -> t.browser.get(FACTORS + "/recovery-codes"))),
    SIGN_IN_WITH_A_CODE(
            t -> {
                Authenticator phone = Authenticator.of(server, REALM, t.person.subject());
                return () -> t.browser.signIn(REALM, t.person, phone);
            },
            "auth.factor",
            "auth.login"),
    SIGN_IN_WITH_A_WRONG_CODE(t -> t.atTheCode(phone -> phone.wrongCode()), "auth.factor"),
    SIGN_IN_WITH_A_USED_CODE(
            t -> t.atTheCode(phone -> {
                new Browser(server).signIn(REALM, t.person, phone);
                return phone.code();
            }),
            "auth.factor",
            "auth.factor",
            "auth.login"),
    SIGN_IN_WITH_A_RECOVERY_CODE(
            t -> {
                Authenticator.of(server, REALM, t.person.subject());
                server.bean(RecoveryCodes.class)
                        .replace(server.bean(Realms.class).get(REALM), t.person.subject(), List.of("AAAAA-AAAAA"));
                Answer step = t.browser.get(t.browser
                        .signIn(REALM, t.person.userName(), t.person.password())
                        .location()
                        .replace("/totp?", "/recovery-code?"));
                return () ->
                        t.browser.submit(step, "/realms/acme/sign-in/recovery-code", Map.of("code", "AAAAA-AAAAA"));
            },
            "recovery.used",
            "auth.login"),
    BECOME_THE_FIRST_ADMINISTRATOR(
            t -> {
                server.bean(JdbcClient.class)
                        .sql("DELETE FROM account_role WHERE role = 'admin'")
                        .update();
                server.bean(FirstAdministratorLinks.class).realmsLoaded();
                Answer page = t.browser.get(
                        server.bean(FirstAdministratorLinks.class).take().get(REALM));
                return () -> t.browser.submit(page, "/realms/acme/first-administrator", ADMINISTRATOR);
            },
            "user.created",
            "role.granted",
            "role.granted");

    final Story story;
    final List<String> entries;

    Deed(Story story, String... entries) {
        this.story = story;
        this.entries = List.of(entries);
    }

    /** Prepares, and gives back what is then done. */
    interface Story extends Function<EveryEntryTest, Runnable> {}
}
