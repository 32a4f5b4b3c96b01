package org.gatehouse.server.isolation;

import static org.gatehouse.server.isolation.ForeignIdsTest.CONSOLE;
import static org.gatehouse.server.isolation.ForeignIdsTest.HOLD;
import static org.gatehouse.server.isolation.ForeignIdsTest.admin;
import static org.gatehouse.server.isolation.ForeignIdsTest.browser;
import static org.gatehouse.server.isolation.ForeignIdsTest.cursor;
import static org.gatehouse.server.isolation.ForeignIdsTest.scim;

import java.util.Map;
import org.gatehouse.server.isolation.ForeignIdsTest.Asking;
import org.gatehouse.server.isolation.ForeignIdsTest.Names;
import org.gatehouse.server.isolation.ForeignIdsTest.Way;
import org.gatehouse.server.testing.Answer;

/** What a realm keeps beside people and groups, in the API, in the console and on the pages of whoever is signed in. */
enum ThingWay implements Way {
    CLIENT((t, x) -> admin.get("/clients/" + x.grants().client())),
    REPLACE_CLIENT((t, x) -> admin.send("PUT", "/clients/" + x.grants().client(), "{}", "If-Match", "\"0\"")),
    CHANGE_CLIENT((t, x) -> admin.patch("/clients/" + x.grants().client(), "\"0\"", "{}")),
    DELETE_CLIENT((t, x) -> admin.delete("/clients/" + x.grants().client(), "If-Match", "\"0\"")),
    CLIENTS_AFTER(
            (t, x) -> admin.get("/clients?q=nothing&cursor=" + cursor(x.grants().client()))),
    ADD_SECRET((t, x) -> admin.post("/clients/" + x.grants().client() + "/secrets", "{}")),
    REMOVE_SECRET((t, x) -> admin.delete("/clients/web/secrets/" + x.thing("secret"))),
    REGISTERED_CLIENT((t, x) -> admin.get("/registered-clients/" + x.thing("registered"))),
    DELETE_REGISTERED_CLIENT((t, x) -> admin.delete("/registered-clients/" + x.thing("registered"))),
    REGISTERED_CLIENTS_AFTER((t, x) -> admin.get("/registered-clients?cursor=" + cursor(x.thing("registered")))),
    FIND_REGISTERED_CLIENT((t, x) -> admin.get("/registered-clients?q=" + x.thing("registered"))),
    REVOKE_INITIAL_TOKEN((t, x) -> admin.delete("/initial-access-tokens/" + x.thing("initial"))),
    INITIAL_TOKENS_AFTER((t, x) -> admin.get("/initial-access-tokens?cursor=" + cursor(x.thing("initial")))),
    REVOKE_KEY((t, x) -> admin.post("/keys/" + x.thing("kid") + "/revoke")),
    SESSIONS((t, x) -> admin.get("/accounts/" + x.account() + "/sessions")),
    END_SESSIONS((t, x) -> admin.delete("/accounts/" + x.account() + "/sessions")),
    END_SESSION((t, x) -> admin.delete("/accounts/" + t.ownPerson + "/sessions/" + x.thing("session"))),
    END_SESSION_OF((t, x) -> admin.delete("/accounts/" + x.thing("person") + "/sessions/" + x.thing("session"))),
    SLOWED((t, x) -> admin.get("/accounts/" + x.account() + "/slowed")),
    LIFT_SLOWED((t, x) -> admin.delete("/accounts/" + x.account() + "/slowed")),
    PASSKEYS((t, x) -> admin.get("/accounts/" + x.account() + "/passkeys")),
    REMOVE_PASSKEY((t, x) -> admin.delete("/accounts/" + x.account() + "/passkeys/" + x.account())),
    MAIL((t, x) -> admin.get("/accounts/" + x.account() + "/mail")),
    TEMPORARY_PASSWORD((t, x) -> admin.post("/accounts/" + x.account() + "/temporary-password")),
    REQUIRE_PASSWORD_CHANGE((t, x) -> admin.post("/accounts/" + x.account() + "/require-password-change")),
    RESTRICTION((t, x) -> admin.get("/accounts/" + x.account() + "/restriction")),
    RESTRICT((t, x) -> admin.send("PUT", "/accounts/" + x.account() + "/restriction", "{\"reason\":\"Case 1\"}")),
    LIFT_RESTRICTION((t, x) -> admin.delete("/accounts/" + x.account() + "/restriction")),
    LIFT_HOLD((t, x) -> admin.post("/audit/holds/" + x.thing("hold") + "/lift")),
    HOLD_ABOUT((t, x) -> admin.post("/audit/holds", HOLD.replace("}", ",\"account\":\"" + x.account() + "\"}"))),
    EXPORT_OF_TRAIL((t, x) -> admin.get("/audit/exports/" + x.thing("export"))),
    FILE_OF_EXPORT((t, x) -> admin.get("/audit/exports/" + x.thing("export") + "/file")),
    DELETE_EXPORT((t, x) -> admin.delete("/audit/exports/" + x.thing("export"))),
    EXPORT_ABOUT((t, x) -> t.console(
            "/audit/exports", Map.of("format", "no-file", "person", x.account().toString()))),
    FILE_OF_EXPORT_BY_FORM((t, x) -> t.console("/audit/exports/" + x.thing("export") + "/file", Map.of())),
    DELETE_EXPORT_BY_FORM((t, x) -> t.console("/audit/exports/" + x.thing("export") + "/delete", Map.of())),
    REMOVE_VIEW_BY_FORM((t, x) -> t.console("/audit/views/" + x.thing("view") + "/remove", Map.of())),
    VIEW_PAGE((t, x) -> browser.get(CONSOLE + "/audit/views/" + x.thing("view"))),
    ALERT_BY_FORM((t, x) -> t.console("/audit/views/" + x.thing("view") + "/alert", Map.of("pace", "hour"))),
    VIEW_ABOUT_BY_FORM((t, x) ->
            t.console("/audit/views", Map.of("name", "", "person", x.account().toString()))),
    ERASURE((t, x) -> admin.get("/audit/erasures/" + x.thing("erasure") + "/certificate")),
    ERASURES_AFTER((t, x) -> admin.get("/audit/erasures?cursor=" + cursor(x.thing("erasure")))),
    ENTRIES_ABOUT((t, x) -> admin.get("/audit/entries?person=" + x.account())),
    COUNTS_ABOUT((t, x) -> admin.get("/audit/counts?by=day&person=" + x.account())),
    PAGE_OF_EDIT((t, x) -> browser.get(CONSOLE + "/accounts/" + x.account() + "/edit")),
    PAGE_OF_PASSWORD((t, x) -> browser.get(CONSOLE + "/accounts/" + x.account() + "/password")),
    PAGE_OF_MAIL((t, x) -> browser.get(CONSOLE + "/accounts/" + x.account() + "/mail")),
    PAGE_OF_LOGOUTS((t, x) -> browser.get(CONSOLE + "/accounts/" + x.account() + "/logouts")),
    PAGE_OF_SESSIONS((t, x) -> browser.get(CONSOLE + "/accounts/" + x.account() + "/sessions")),
    END_SESSIONS_BY_FORM((t, x) -> t.console("/accounts/" + x.account() + "/sessions/end-all", Map.of())),
    END_SESSION_BY_FORM(
            (t, x) -> t.console("/accounts/" + t.ownPerson + "/sessions/" + x.thing("session") + "/end", Map.of())),
    DEVICES_OF((t, x) -> browser.get(CONSOLE + "/devices?q=" + x.email())),
    DEVICE_BY_FORM((t, x) -> t.console("/devices/" + t.ownPerson + "/" + x.thing("device") + "/sign-out", Map.of())),
    DEVICE_OF_BY_FORM((t, x) -> t.console("/devices/" + x.account() + "/" + x.thing("device") + "/sign-out", Map.of())),
    LIFT_SLOWED_BY_FORM((t, x) -> t.console("/accounts/" + x.account() + "/slowed/lift", Map.of())),
    CLOSE_CASE_BY_FORM((t, x) -> t.console("/reported/" + x.account() + "/close", Map.of())),
    REVEAL((t, x) -> t.console("/accounts/" + x.account() + "/reveal", Map.of("attribute", "nationalId", "why", "x"))),
    SAVE((t, x) -> t.console("/accounts/" + x.account() + "/edit", Map.of("displayName", "Other"))),
    DISABLE_BY_FORM((t, x) -> t.console("/accounts/" + x.account() + "/disable", Map.of())),
    ENABLE_BY_FORM((t, x) -> t.console("/accounts/" + x.account() + "/enable", Map.of())),
    SIGN_OUT_BY_FORM((t, x) -> t.console("/accounts/" + x.account() + "/sign-out", Map.of())),
    DELETE_BY_FORM((t, x) -> t.console("/accounts/" + x.account() + "/delete", Map.of("version", "0"))),
    RESTORE_BY_FORM((t, x) -> t.console("/accounts/" + x.account() + "/restore", Map.of())),
    ERASE_BY_FORM((t, x) -> t.console("/accounts/" + x.account() + "/erase", Map.of("version", "0"))),
    GIVE_BY_FORM((t, x) -> t.console("/accounts/" + x.account() + "/roles/give", Map.of("role", "dispatcher"))),
    TAKE_BY_FORM((t, x) -> t.console("/accounts/" + x.account() + "/roles/take", Map.of("role", "user"))),
    JOIN_BY_FORM((t, x) -> t.console("/accounts/" + x.account() + "/groups/join", Map.of("group", t.ownGroup))),
    LEAVE_BY_FORM((t, x) -> t.console("/accounts/" + x.account() + "/groups/leave", Map.of("group", t.ownGroup))),
    RESET_FACTORS_BY_FORM((t, x) -> t.console("/accounts/" + x.account() + "/factors/reset", Map.of("version", "0"))),
    TEMPORARY_PASSWORD_BY_FORM((t, x) -> t.console("/accounts/" + x.account() + "/password/temporary", Map.of())),
    REQUIRE_CHANGE_BY_FORM((t, x) -> t.console("/accounts/" + x.account() + "/password/require-change", Map.of())),
    REMOVE_FACTOR_BY_FORM(
            (t, x) -> t.console("/accounts/" + x.account() + "/factors/" + x.account() + "/remove", Map.of())),
    ACCOUNT_RIGHTS_PAGE((t, x) -> browser.get(CONSOLE + "/accounts/" + x.account() + "/rights")),
    HOLD_BY_FORM((t, x) ->
            t.console("/retention/holds", Map.of("from", "2026-01-01", "why", "Case 12", "person", x.userName()))),
    LIFT_HOLD_BY_FORM((t, x) -> t.console("/retention/holds/" + x.thing("hold") + "/lift", Map.of())),
    REVOKE_KEY_BY_FORM((t, x) -> t.console("/keys/" + x.thing("kid") + "/revoke", Map.of())),
    CLIENT_PAGE((t, x) -> browser.get(CONSOLE + "/clients/" + x.grants().client())),
    CHANGE_CLIENT_BY_FORM((t, x) -> t.console("/clients/" + x.grants().client(), Map.of("scopes", "openid"))),
    PREVIEW_CLIENT_BY_FORM(
            (t, x) -> t.console("/clients/" + x.grants().client() + "/preview", Map.of("scopes", "openid"))),
    DELETE_CLIENT_BY_FORM((t, x) -> t.console(
            "/clients/" + x.grants().client() + "/delete",
            Map.of("confirmation", x.grants().client()))),
    ADD_SECRET_BY_FORM((t, x) -> t.console("/clients/" + x.grants().client() + "/secrets", Map.of())),
    END_SECRET_BY_FORM((t, x) -> t.console("/clients/web/secrets/" + x.thing("secret") + "/end", Map.of())),
    SEVERAL_BY_FORM((t, x) -> t.console("/accounts/bulk", Map.of("account", x.account(), "action", "disable"))),
    SEVERAL_INTO_GROUP_BY_FORM((t, x) -> t.console(
            "/accounts/bulk/apply", Map.of("account", t.ownPerson.toString(), "action", "join", "group", x.group()))),
    UNDO_PAGE((t, x) -> browser.get(CONSOLE + "/accounts/bulk/undo/" + x.thing("undo"))),
    UNDO_BY_FORM((t, x) -> t.console("/accounts/bulk/undo/" + x.thing("undo"), Map.of())),
    OFFBOARD_PAGE((t, x) -> browser.get(CONSOLE + "/accounts/" + x.account() + "/offboard")),
    OFFBOARD_BY_FORM((t, x) -> t.console("/accounts/" + x.account() + "/offboard", Map.of("version", "0"))),
    RENAME_GROUP_BY_FORM((t, x) -> t.console("/groups/" + x.group() + "", Map.of("name", "other", "version", "0"))),
    DELETE_GROUP_BY_FORM((t, x) -> t.console("/groups/" + x.group() + "/delete", Map.of("version", "0"))),
    GIVE_TO_GROUP_BY_FORM((t, x) -> t.console("/groups/" + x.group() + "/roles/give", Map.of("role", "dispatcher"))),
    TAKE_FROM_GROUP_BY_FORM((t, x) -> t.console("/groups/" + x.group() + "/roles/take", Map.of("role", "dispatcher"))),
    ADD_TO_GROUP_BY_FORM((t, x) -> t.console("/groups/" + x.group() + "/members/add", Map.of("member", "nobody"))),
    REMOVE_FROM_GROUP_BY_FORM(
            (t, x) -> t.console("/groups/" + t.ownGroup + "/members/remove", Map.of("member", x.account()))),
    CREATE_GROUP_BY_FORM((t, x) -> t.console("/groups", Map.of("name", "below", "parent", x.group()))),
    CREATE_BY_FORM((t, x) -> t.console("/accounts/new", Map.of("userName", x.userName(), "displayName", "Same Name"))),
    APPROVE_BY_FORM((t, x) -> t.console("/approvals/" + x.approval() + "/approve", Map.of())),
    REFUSE_BY_FORM((t, x) -> t.console("/approvals/" + x.approval() + "/refuse", Map.of())),
    OWN_DEVICE((t, x) -> t.own("/account/devices/" + x.thing("device") + "/sign-out", Map.of())),
    OWN_NOTICE((t, x) -> t.own("/account/notices/" + x.account() + "/dismiss", Map.of())),
    OWN_SESSION((t, x) -> t.own("/account/sessions/" + x.thing("session") + "/end", Map.of())),
    OWN_CONSENT((t, x) ->
            t.own("/account/consents/revoke", Map.of("client", x.grants().client()))),
    OWN_BROWSER((t, x) -> t.own("/account/factors/browsers/" + x.account() + "/forget", Map.of())),
    OWN_APP((t, x) -> browser.get("/realms/acme/account/factors/totp/" + x.account())),
    RENAME_OWN_APP((t, x) -> t.own("/account/factors/totp/" + x.account() + "/name", Map.of("name", "mine"))),
    REMOVE_OWN_APP((t, x) -> t.own("/account/factors/totp/" + x.account() + "/remove", Map.of())),
    OWN_PASSKEY((t, x) -> browser.get("/realms/acme/account/passkeys/" + x.account() + "/rename")),
    RENAME_OWN_PASSKEY((t, x) -> t.own("/account/passkeys/" + x.account() + "/rename", Map.of("name", "mine"))),
    OWN_PASSKEY_TO_REMOVE((t, x) -> browser.get("/realms/acme/account/passkeys/" + x.account() + "/remove")),
    REMOVE_OWN_PASSKEY((t, x) -> t.own("/account/passkeys/" + x.account() + "/remove", Map.of())),
    IDENTITIES((t, x) -> admin.get("/accounts/" + x.account() + "/identities")),
    REMOVE_IDENTITY((t, x) -> admin.delete("/accounts/" + t.ownPerson + "/identities/" + x.account())),
    PAGE_OF_IDENTITIES((t, x) -> browser.get(CONSOLE + "/accounts/" + x.account() + "/identities")),
    REMOVE_IDENTITY_BY_FORM(
            (t, x) -> t.console("/accounts/" + x.account() + "/identities/" + x.account() + "/remove", Map.of())),
    OWN_COMPANY((t, x) -> browser.get("/realms/acme/account/companies/" + x.account() + "/remove")),
    REMOVE_OWN_COMPANY((t, x) -> t.own("/account/companies/" + x.account() + "/remove", Map.of())),
    ADD_OWN_COMPANY((t, x) -> browser.get("/realms/acme/account/companies/add/partner/" + x.account())),
    CONFIRM_OWN_COMPANY((t, x) -> browser.get("/realms/acme/account/companies/confirm/" + x.account())),
    REVOKE_SCIM_TOKEN((t, x) -> admin.delete("/scim-tokens/" + x.thing("scim"))),
    SCIM_PERSON((t, x) -> scim.get("/Users/" + x.account())),
    SCIM_GROUP((t, x) -> scim.get("/Groups/" + x.group())),
    SCIM_FIND((t, x) -> scim.find("/Users", "userName eq \"" + x.userName() + "\"")),
    SCIM_SEARCH((t, x) -> scim.post("/Users/.search", """
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"filter":"userName eq \\"%s\\""}
            """.formatted(x.userName()))),
    SCIM_MEMBERS_OF((t, x) -> scim.find("/Groups", "members eq \"" + x.account() + "\"")),
    SCIM_CHANGE(
            (t, x) -> scim.patch("/Users/" + x.account(), "{\"op\":\"replace\",\"path\":\"active\",\"value\":false}")),
    SCIM_DELETE((t, x) -> scim.delete("/Users/" + x.account()));

    private final Asking asking;

    ThingWay(Asking asking) {
        this.asking = asking;
    }

    @Override
    public Answer ask(ForeignIdsTest test, Names names) {
        return asking.apply(test, names);
    }
}
