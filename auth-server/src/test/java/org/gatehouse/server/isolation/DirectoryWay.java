package org.gatehouse.server.isolation;

import static org.gatehouse.server.isolation.ForeignIdsTest.CONSOLE;
import static org.gatehouse.server.isolation.ForeignIdsTest.HOME;
import static org.gatehouse.server.isolation.ForeignIdsTest.admin;
import static org.gatehouse.server.isolation.ForeignIdsTest.browser;
import static org.gatehouse.server.isolation.ForeignIdsTest.cursor;
import static org.gatehouse.server.isolation.ForeignIdsTest.person;
import static org.gatehouse.server.isolation.ForeignIdsTest.place;
import static org.gatehouse.server.isolation.ForeignIdsTest.server;

import java.util.Map;
import org.gatehouse.server.isolation.ForeignIdsTest.Asking;
import org.gatehouse.server.isolation.ForeignIdsTest.Names;
import org.gatehouse.server.isolation.ForeignIdsTest.Way;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;

/** People, groups, approvals and what a sign-in obtains, by whatever name. */
enum DirectoryWay implements Way {
    VIEW((t, x) -> admin.get("/accounts/" + x.account())),
    VIEW_REVEALED((t, x) -> admin.get("/accounts/" + x.account() + "?reveal=nationalId&why=x")),
    RIGHTS((t, x) -> admin.get("/accounts/" + x.account() + "/rights")),
    EDIT((t, x) -> admin.patch("/accounts/" + x.account(), "\"0\"", "{\"displayName\":\"Other\"}")),
    DISABLE((t, x) -> admin.post("/accounts/" + x.account() + "/disable")),
    ENABLE((t, x) -> admin.post("/accounts/" + x.account() + "/enable")),
    DELETE((t, x) -> admin.delete("/accounts/" + x.account(), "If-Match", "\"0\"")),
    RESTORE((t, x) -> admin.post("/accounts/" + x.account() + "/restore")),
    ERASE((t, x) -> admin.send("POST", "/accounts/" + x.account() + "/erase", null, "If-Match", "\"0\"")),
    FACTORS((t, x) -> admin.get("/accounts/" + x.account() + "/factors")),
    REMOVE_FACTOR((t, x) -> admin.delete("/accounts/" + x.account() + "/factors/" + x.account())),
    RESET_FACTORS((t, x) -> admin.delete("/accounts/" + x.account() + "/factors", "If-Match", "\"0\"")),
    FACTORS_PAGE((t, x) -> browser.get(CONSOLE + "/accounts/" + x.account() + "/factors")),
    GIVE_ROLE((t, x) -> admin.put("/accounts/" + x.account() + "/roles/dispatcher")),
    GIVE_ADMIN((t, x) -> admin.put("/accounts/" + x.account() + "/roles/admin")),
    TAKE_ROLE((t, x) -> admin.delete("/accounts/" + x.account() + "/roles/user")),
    FIND_BY_EMAIL((t, x) -> admin.get("/accounts?q=" + x.email())),
    FIND_BY_PHONE((t, x) -> admin.get("/accounts?q=%2B" + x.phone().substring(1))),
    FIND_BY_WORD((t, x) -> admin.get("/accounts?q=" + x.userName())),
    FIND_BY_ATTRIBUTE((t, x) -> admin.get("/accounts?attribute=employeeNo:" + x.badge())),
    FIND_BY_SENSITIVE_ATTRIBUTE((t, x) -> admin.get("/accounts?attribute=nationalId:" + x.badge())),
    FIND_BY_GROUP((t, x) -> admin.get("/accounts?group=" + x.group())),
    PAGE_AFTER((t, x) -> admin.get("/accounts?size=3&cursor=" + place(x))),
    PAGE_OF_WORDS_AFTER((t, x) -> admin.get("/accounts?q=person&size=3&cursor=" + place(x))),
    PAGE_OF_HOLDERS_AFTER((t, x) -> admin.get("/holders?role=user&size=3&cursor=" + cursor(x.account()))),
    PAGE_OF_MEMBERS_AFTER((t, x) -> admin.get("/groups/" + t.ownGroup + "/members?cursor=" + cursor(x.account()))),
    PAGE_OF_APPROVALS_AFTER((t, x) -> admin.get("/approvals?cursor=" + cursor(x.approval()))),
    CREATE_UNDER_THE_SAME_NAMES((t, x) -> admin.post("/accounts", person(x))),
    CREATE_WITH_THE_SAME_KEY((t, x) -> admin.post("/accounts", person(x), "Idempotency-Key", x.userName())),
    VIEW_GROUP((t, x) -> admin.get("/groups/" + x.group())),
    MEMBERS((t, x) -> admin.get("/groups/" + x.group() + "/members")),
    CHANGE_GROUP((t, x) -> admin.patch("/groups/" + x.group(), "\"0\"", "{\"name\":\"other\"}")),
    DELETE_GROUP((t, x) -> admin.delete("/groups/" + x.group(), "If-Match", "\"0\"")),
    GROUP_UNDER((t, x) -> admin.post("/groups", "{\"name\":\"below\",\"parent\":\"" + x.group() + "\"}")),
    MOVE_UNDER((t, x) -> admin.patch("/groups/" + t.ownGroup, "\"0\"", "{\"parent\":\"" + x.group() + "\"}")),
    GIVE_GROUP_ROLE((t, x) -> admin.put("/groups/" + x.group() + "/roles/dispatcher")),
    TAKE_GROUP_ROLE((t, x) -> admin.delete("/groups/" + x.group() + "/roles/dispatcher")),
    JOIN((t, x) -> admin.put("/groups/" + x.group() + "/members/" + t.ownPerson)),
    LEAVE((t, x) -> admin.delete("/groups/" + x.group() + "/members/" + t.ownPerson)),
    TAKE_IN((t, x) -> admin.put("/groups/" + t.ownGroup + "/members/" + x.account())),
    TAKE_OUT((t, x) -> admin.delete("/groups/" + t.ownGroup + "/members/" + x.account())),
    APPROVE((t, x) -> admin.post("/approvals/" + x.approval() + "/approve")),
    REFUSE((t, x) -> admin.post("/approvals/" + x.approval() + "/refuse")),
    ACCOUNT_PAGE((t, x) -> browser.get(CONSOLE + "/accounts/" + x.account())),
    ACCOUNTS_PAGE((t, x) -> browser.get(CONSOLE + "/accounts?q=" + x.email())),
    ACCOUNTS_PAGE_AFTER((t, x) -> browser.get(CONSOLE + "/accounts?after=" + place(x))),
    GROUP_PAGE((t, x) -> browser.get(CONSOLE + "/groups/" + x.group())),
    GROUP_PAGE_AFTER((t, x) -> browser.get(CONSOLE + "/groups/" + t.ownGroup + "?after=" + place(x))),
    TRAIL_OF_SOMEBODY((t, x) -> browser.get(CONSOLE + "/audit?person=" + x.account())),
    TRAIL_BY_ACTOR((t, x) -> browser.get(CONSOLE + "/audit?actor=" + x.account())),
    TRAIL_BY_TARGET((t, x) -> browser.get(CONSOLE + "/audit?target=" + x.account())),
    TRAIL_OF_A_NAME((t, x) -> browser.get(CONSOLE + "/audit?person=" + x.email())),
    CONSOLE_JOIN((t, x) -> t.submit("/groups/" + t.ownGroup, "/members/add", Map.of("member", x.email()))),
    CONSOLE_MOVE((t, x) -> t.submit("/accounts/" + t.ownPerson, "/groups/join", Map.of("group", x.group()))),
    SIGN_IN((t, x) -> new Browser(server).signIn(HOME, x.userName(), "Staple-battery-43-horse")),
    SIGN_IN_BY_EMAIL((t, x) -> new Browser(server).signIn(HOME, x.email(), "Staple-battery-43-horse")),
    SIGNED_IN_PAGE((t, x) -> new Browser(server)
            .get(
                    "/realms/acme/account",
                    "Cookie",
                    "gatehouse.acme=" + x.grants().session())),
    CONSENT((t, x) -> browser.get("/realms/acme/consent?request=" + x.grants().pending())),
    SIGN_IN_PAGE((t, x) ->
            new Browser(server).get("/realms/acme/sign-in?request=" + x.grants().pending())),
    REDEEM((t, x) -> t.web.redeem(x.grants().code())),
    REFRESH((t, x) -> t.web.refresh(x.grants().refresh())),
    REVOKE((t, x) -> t.web.revoke(x.grants().refresh())),
    REVOKE_ACCESS((t, x) -> t.web.revoke(x.grants().access())),
    INTROSPECT((t, x) ->
            RelyingApp.of(server, HOME, "exporter").introspect(x.grants().refresh())),
    INTROSPECT_ACCESS((t, x) ->
            RelyingApp.of(server, HOME, "exporter").introspect(x.grants().access())),
    USER_INFO((t, x) -> t.web.userInfo(x.grants().access())),
    CALL_THE_API((t, x) -> AdminApi.withToken(server, HOME, x.grants().access()).get("/accounts")),
    AUTHORIZE((t, x) -> {
        RelyingApp app = RelyingApp.of(server, HOME, x.grants().client());
        return app.authorize(new Browser(server), app.authorization());
    }),
    AUTHENTICATE_A_CLIENT((t, x) -> new Browser(server)
            .post(
                    t.web.path("/oauth2/token"),
                    Map.of("grant_type", "client_credentials"),
                    "Authorization",
                    RelyingApp.basic(x.grants().client(), TestServer.secret("EXPORTER_SECRET"))));

    private final Asking asking;

    DirectoryWay(Asking asking) {
        this.asking = asking;
    }

    @Override
    public Answer ask(ForeignIdsTest test, Names names) {
        return asking.apply(test, names);
    }
}
