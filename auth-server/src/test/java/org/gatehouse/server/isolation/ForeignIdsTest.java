package org.gatehouse.server.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.gatehouse.audit.privacy.SubjectKeys;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.server.directory.AccountQuery;
import org.gatehouse.server.password.PasswordHashing;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Answers;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.Statements;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Time is not measured, but what it comes from: statements, hashes and entries. */
@DisplayName("Asking for what another realm has is answered, and costs, as asking for what exists nowhere")
class ForeignIdsTest {

    private static final String HOME = "acme";
    private static final String FOREIGN = "globex";
    private static final String CONSOLE = "/console/realms/acme";

    private static final Statements STATEMENTS = new Statements();

    private static TestServer server;
    private static AdminApi foreign;
    private static Grants known;
    private static Grants unknown;
    private static long number;

    /** Whoever asks is somebody new before what the trail remembers of the last one is forgotten, in mid-question even. */
    private static final long SHORTER_THAN_KEYS_ARE_CACHED = SubjectKeys.CACHE_LIFETIME.toNanos() / 3;

    private static AdminApi admin;
    private static Browser browser;
    private static long since;

    private final RelyingApp web = RelyingApp.web(server, HOME);
    private String ownGroup = "";
    private UUID ownPerson = new UUID(0, 0);

    @BeforeAll
    static void start() {
        server = TestServer.start(STATEMENTS);
        foreign = AdminApi.as(server, FOREIGN, People.of(server).createWith(FOREIGN, "admin"));
        assertThat(STATEMENTS.during(() -> foreign.get("/groups")))
                .as("somebody listens")
                .isNotEmpty();
        known = known();
        Grants ended = known();
        RelyingApp.web(server, FOREIGN).revoke(ended.refresh());
        unknown = unknown(ended);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** What a realm hands out to browsers and apps. */
    private record Grants(String code, String refresh, String access, String session, String pending, String client) {}

    /** Names of one person, one group and so on, which exist in the other realm or nowhere. */
    private record Names(String account, String group, String approval, String userName, String phone, Grants grants) {

        String email() {
            return userName + "@people.example";
        }

        String badge() {
            return "E-" + userName;
        }

        /** What is asked for, made the same in whatever repeats it. */
        String without(String text) {
            return text.replace(account, "(account)")
                    .replace(group, "(group)")
                    .replace(approval, "(approval)")
                    .replace(userName, "(user name)")
                    .replace(phone.substring(1), "(phone)")
                    .replace(place(this), "(place)")
                    .replace(grants.pending(), "(pending)");
        }
    }

    private interface Asking extends BiFunction<ForeignIdsTest, Names, Answer> {}

    enum Way {
        VIEW((t, x) -> admin.get("/accounts/" + x.account())),
        VIEW_REVEALED((t, x) -> admin.get("/accounts/" + x.account() + "?reveal=nationalId")),
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
        CONSENT((t, x) ->
                browser.get("/realms/acme/consent?request=" + x.grants().pending())),
        SIGN_IN_PAGE((t, x) -> new Browser(server)
                .get("/realms/acme/sign-in?request=" + x.grants().pending())),
        REDEEM((t, x) -> t.web.redeem(x.grants().code())),
        REFRESH((t, x) -> t.web.refresh(x.grants().refresh())),
        REVOKE((t, x) -> t.web.revoke(x.grants().refresh())),
        REVOKE_ACCESS((t, x) -> t.web.revoke(x.grants().access())),
        INTROSPECT((t, x) ->
                RelyingApp.of(server, HOME, "exporter").introspect(x.grants().refresh())),
        INTROSPECT_ACCESS((t, x) ->
                RelyingApp.of(server, HOME, "exporter").introspect(x.grants().access())),
        USER_INFO((t, x) -> t.web.userInfo(x.grants().access())),
        CALL_THE_API(
                (t, x) -> AdminApi.withToken(server, HOME, x.grants().access()).get("/accounts")),
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

        Way(Asking asking) {
            this.asking = asking;
        }
    }

    /** What an answer was and what it took. */
    private record Observed(Answer answer, List<String> statements, long hashes, List<String> entries) {}

    @ParameterizedTest
    @EnumSource
    void askWhenItIsOfAnotherRealmThenNothingTellsThatItExists(Way way) {
        if (admin == null || System.nanoTime() - since > SHORTER_THAN_KEYS_ARE_CACHED) {
            somebodyNewAsks();
        }
        ownGroup = admin.post("/groups", "{\"name\":\"own-" + ++number + "\"}").json("id");
        ownPerson = People.of(server).create(HOME).subject();
        observe(way, nowhere()); // what is read once and then remembered

        Observed nothing = observe(way, nowhere());
        Names there = there();
        TrailProbe elsewhere = TrailProbe.of(server, FOREIGN);
        Observed theirs = observe(way, there);

        assertThat(theirs.answer()).isEqualTo(nothing.answer());
        assertThat(theirs.statements()).isEqualTo(nothing.statements());
        assertThat(theirs.hashes()).isEqualTo(nothing.hashes());
        assertThat(theirs.entries()).isEqualTo(nothing.entries());
        assertThat(elsewhere.fresh()).isEmpty();
    }

    private static void somebodyNewAsks() {
        Person administrator = People.of(server).createWith(HOME, "admin");
        admin = AdminApi.as(server, HOME, administrator);
        browser = new Browser(server);
        browser.signIn(HOME, administrator.userName(), administrator.password());
        since = System.nanoTime();
    }

    private Observed observe(Way way, Names names) {
        PasswordHashing hashing = server.bean(PasswordHashing.class);
        TrailProbe trail = TrailProbe.of(server, HOME);
        AtomicReference<Answer> answer = new AtomicReference<>();
        long hashes = hashing.calls();
        List<String> statements = STATEMENTS.during(() -> answer.set(way.asking.apply(this, names)));
        String made = answer.get().status() == 201 ? answer.get().json("id") : "(none)";
        return new Observed(
                Answers.comparable(answer.get(), text -> names.without(text).replace(made, "(made)")),
                statements,
                hashing.calls() - hashes,
                trail.fresh().stream().map(ForeignIdsTest::entry).toList());
    }

    private static String entry(EntryView entry) {
        return entry.activity().code() + " " + entry.outcome() + " " + entry.reason() + " "
                + entry.actor().kind();
    }

    private Answer submit(String page, String action, Map<String, String> fields) {
        return browser.submit(browser.get(CONSOLE + page), CONSOLE + page + action, fields);
    }

    /** Names nobody has, each made the way real ones are. */
    private static Names nowhere() {
        return new Names(id(), id(), id(), userName(), phone(), unknown);
    }

    private static Names there() {
        Names names = nowhere();
        String account = foreign.post("/accounts", person(names), "Idempotency-Key", names.userName())
                .json("id");
        String group = foreign.post("/groups", "{\"name\":\"" + names.userName() + "\"}")
                .json("id");
        assertThat(foreign.put("/groups/" + group + "/members/" + account).status())
                .isEqualTo(204);
        String approval = foreign.put("/accounts/" + account + "/roles/admin").json("id");
        return new Names(account, group, approval, names.userName(), names.phone(), known);
    }

    /** Of a realm whose keys this one does not know: nothing else can be told of a token. */
    private static Grants unknown(Grants ended) {
        return new Grants(
                token(32),
                token(36),
                ended.access(),
                token(36),
                UUID.randomUUID().toString(),
                "nowhere-yet");
    }

    private static Grants known() {
        RelyingApp app = RelyingApp.web(server, FOREIGN);
        Person somebody = People.of(server).create(FOREIGN);
        Browser theirs = new Browser(server);
        String pending = app.authorize(theirs, app.authorization()).redirectParameter("request");
        String code = app.code(theirs, somebody);
        Answer tokens = app.tokens(somebody);
        return new Grants(
                code,
                tokens.json("refresh_token"),
                tokens.json("access_token"),
                session(theirs),
                pending,
                "globex-only");
    }

    private static String person(Names names) {
        return "{\"userName\":\"" + names.userName() + "\",\"displayName\":\"Same Name\",\"email\":\"" + names.email()
                + "\",\"phone\":\"" + names.phone() + "\",\"attributes\":{\"employeeNo\":\"" + names.badge()
                + "\",\"nationalId\":\"" + names.badge() + "\"}}";
    }

    private static String session(Browser browser) {
        return browser.cookies().getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("gatehouse." + FOREIGN))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    private static String id() {
        return UuidCreator.getTimeOrderedEpoch().toString();
    }

    private static String userName() {
        return "p" + UUID.randomUUID().toString().replace("-", "");
    }

    private static String phone() {
        return "+3361234%04d".formatted(++number % 10_000);
    }

    private static String token(int bytes) {
        byte[] random = new byte[bytes];
        new java.security.SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    private static String place(Names names) {
        return new AccountQuery.Place("", "same name", UUID.fromString(names.account())).encoded();
    }

    private static String cursor(String id) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id.getBytes(StandardCharsets.UTF_8));
    }
}
