package org.gatehouse.server.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.github.f4b6a3.uuid.UuidCreator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.stream.Stream;
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
import org.gatehouse.server.testing.Requests;
import org.gatehouse.server.testing.ScimClient;
import org.gatehouse.server.testing.Statements;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Time is not measured, but what it comes from: statements, hashes and entries. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayName("Asking for what another realm has is answered, and costs, as asking for what exists nowhere")
class ForeignIdsTest {

    static final String HOME = "acme";
    private static final String FOREIGN = "globex";
    static final String CONSOLE = "/console/realms/acme";
    static final String HOLD = "{\"from\":\"2026-01-01T00:00:00Z\",\"why\":\"Case 12\"}";

    private static final Statements STATEMENTS = new Statements();

    @TempDir
    private static Path directory;

    static TestServer server;
    private static Requests requests;
    private static AdminApi foreign;
    private static Grants known;
    private static Grants unknown;
    private static long number;

    /** Whoever asks is somebody new before what the trail remembers of the last one is forgotten, in mid-question even. */
    private static final long SHORTER_THAN_KEYS_ARE_CACHED = SubjectKeys.CACHE_LIFETIME.toNanos() / 3;

    static AdminApi admin;
    static ScimClient scim;
    static Browser browser;
    private static long since;
    private static int asked;

    final RelyingApp web = RelyingApp.web(server, HOME);
    String ownGroup = "";
    UUID ownPerson = new UUID(0, 0);
    private UUID newcomer = new UUID(0, 0);

    @BeforeAll
    static void start() {
        server = TestServer.start(STATEMENTS, Things.settings(directory));
        requests = Requests.of(server);
        foreign = Things.administrator(server, FOREIGN);
        assertThat(STATEMENTS.during(() -> foreign.get("/groups")))
                .as("somebody listens")
                .isNotEmpty();
        scim = ScimClient.withToken(
                server,
                HOME,
                Things.scimToken(server, Things.administrator(server, HOME)).json("value"));
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
    record Grants(
            String code,
            String refresh,
            String access,
            String session,
            String pending,
            String client,
            Map<String, String> things) {}

    /** Names of one person, one group and so on, which exist in the other realm or nowhere. */
    record Names(String account, String group, String approval, String userName, String phone, Grants grants) {

        /** One of those made once. */
        String thing(String kind) {
            return grants.things().get(kind);
        }

        String email() {
            return userName + "@people.example";
        }

        String badge() {
            return "E-" + userName;
        }

        /** What is asked for, made the same in whatever repeats it. */
        String without(String text) {
            String without = text;
            for (Map.Entry<String, String> thing : grants.things().entrySet()) {
                without = without.replace(thing.getValue(), "(" + thing.getKey() + ")");
            }
            return without.replace(account, "(account)")
                    .replace(group, "(group)")
                    .replace(approval, "(approval)")
                    .replace(userName, "(user name)")
                    .replace(phone.substring(1), "(phone)")
                    .replace(place(this), "(place)")
                    .replace(grants.client(), "(client)")
                    .replace(grants.pending(), "(pending)");
        }
    }

    interface Asking extends BiFunction<ForeignIdsTest, Names, Answer> {}

    /** One question in which something of another realm can be named. */
    interface Way {
        Answer ask(ForeignIdsTest test, Names names);
    }

    static Stream<Way> ways() {
        return Stream.of(DirectoryWay.values(), ThingWay.values(), ProtocolWay.values())
                .flatMap(Stream::of);
    }

    /** What an answer was and what it took. */
    private record Observed(Answer answer, List<String> statements, long hashes, List<String> entries) {}

    /** Asked of nothing and of what is another realm's, and what the other realm wrote of it. */
    private record Compared(Observed nothing, Observed theirs, List<EntryView> elsewhere) {}

    @ParameterizedTest
    @MethodSource("ways")
    @Order(1)
    void askWhenItIsOfAnotherRealmThenNothingTellsThatItExists(Way way) {
        if (admin == null || System.nanoTime() - since > SHORTER_THAN_KEYS_ARE_CACHED) {
            somebodyNewAsks();
        }
        ownGroup = admin.post("/groups", "{\"name\":\"own-" + ++number + "\"}").json("id");
        ownPerson = People.of(server).create(HOME).subject();
        observe(way, nowhere()); // what is read once and then remembered

        Compared both = compare(way);
        if (!both.theirs().statements().equals(both.nothing().statements())) {
            both = compare(way); // what is believed for minutes may just have ended
        }

        assertThat(both.theirs().answer()).isEqualTo(both.nothing().answer());
        assertThat(both.theirs().statements()).isEqualTo(both.nothing().statements());
        assertThat(both.theirs().hashes()).isEqualTo(both.nothing().hashes());
        assertThat(both.theirs().entries()).isEqualTo(both.nothing().entries());
        assertThat(both.elsewhere()).isEmpty();
        asked++;
    }

    /** What the service answers at is asked of the service, so that what comes later is asked about here too. */
    @Test
    @Order(2)
    void askEverywhereThenNoEndpointIsForgotten() {
        assumeThat(asked).as("all ways were gone").isEqualTo((int) ways().count());
        Set<Endpoint> all = Endpoint.of(server);
        List<Requests.Asked> here = requests.all().stream()
                .filter(request -> request.path().contains("/realms/" + HOME))
                .toList();

        Set<Endpoint> forgotten = new TreeSet<>(all);
        forgotten.removeIf(endpoint -> !endpoint.isOfRealm() || !endpoint.takesSomething());
        forgotten.removeAll(Endpoint.asked(all, here));
        forgotten.removeIf(NothingNamed::isExcused);

        assertThat(forgotten).as("neither asked nor excused").isEmpty();
        assertThat(NothingNamed.all())
                .allMatch(line -> all.stream().anyMatch(each -> each.toString().equals(line)));
    }

    private static void somebodyNewAsks() {
        Person administrator = People.of(server).createWith(HOME, "admin");
        admin = AdminApi.as(server, HOME, administrator);
        browser = new Browser(server);
        browser.signIn(HOME, administrator.userName(), administrator.password());
        since = System.nanoTime();
    }

    private Compared compare(Way way) {
        Observed nothing = observe(way, nowhere());
        Names there = there();
        TrailProbe elsewhere = TrailProbe.of(server, FOREIGN);
        return new Compared(nothing, observe(way, there), elsewhere.fresh());
    }

    private Observed observe(Way way, Names names) {
        PasswordHashing hashing = server.bean(PasswordHashing.class);
        TrailProbe trail = TrailProbe.of(server, HOME);
        AtomicReference<Answer> answer = new AtomicReference<>();
        long hashes = hashing.calls();
        List<String> statements = STATEMENTS.during(() -> answer.set(way.ask(this, names)));
        String made = made(answer.get());
        return new Observed(
                Answers.comparable(
                        answer.get(),
                        text -> names.without(text).replace(made, "(made)").replace(newcomer.toString(), "(newcomer)")),
                statements,
                hashing.calls() - hashes,
                trail.fresh().stream().map(ForeignIdsTest::entry).toList());
    }

    private static String made(Answer answer) {
        String toMade = answer.location().replaceFirst(".*/(accounts|groups)/([0-9a-f-]{36}).*", "$2");
        return answer.status() == 201 ? answer.json("id") : toMade.isEmpty() ? "(none)" : toMade;
    }

    /** Somebody who has tried nothing before. */
    Browser newcomer() {
        Person person = People.of(server).create(HOME);
        newcomer = person.subject();
        Browser theirs = new Browser(server);
        theirs.signIn(HOME, person.userName(), person.password());
        return theirs;
    }

    private static String entry(EntryView entry) {
        return entry.activity().code() + " " + entry.outcome() + " " + entry.reason() + " "
                + entry.actor().kind();
    }

    /** A form of the console's, sent without having been on the page it would be on. */
    Answer console(String path, Map<String, String> fields) {
        return browser.submit(browser.get(CONSOLE + "/accounts"), CONSOLE + path, fields);
    }

    /** A form of a page of one's own. */
    Answer own(String path, Map<String, String> fields) {
        return browser.submit(browser.get("/realms/acme/account"), "/realms/acme" + path, fields);
    }

    /** A form of a page before one is signed in. */
    Answer visitor(String path, Map<String, String> fields) {
        Browser visitor = new Browser(server);
        return visitor.submit(visitor.get("/realms/acme/sign-in"), "/realms/acme" + path, fields);
    }

    Answer submit(String page, String action, Map<String, String> fields) {
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
                "nowhere-yet",
                Things.nowhere(known.things(), ended.things()));
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
                "globex-only",
                new Things(server, FOREIGN, foreign, somebody, theirs).made(tokens));
    }

    static String person(Names names) {
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

    static String id() {
        return UuidCreator.getTimeOrderedEpoch().toString();
    }

    private static String userName() {
        return "p" + UUID.randomUUID().toString().replace("-", "");
    }

    private static String phone() {
        return "+3361234%04d".formatted(++number % 10_000);
    }

    static String token(int bytes) {
        byte[] random = new byte[bytes];
        new java.security.SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    static String place(Names names) {
        return new AccountQuery.Place("", "same name", UUID.fromString(names.account())).encoded();
    }

    static String cursor(String id) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id.getBytes(StandardCharsets.UTF_8));
    }
}
