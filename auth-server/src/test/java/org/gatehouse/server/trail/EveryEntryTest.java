package org.gatehouse.server.trail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.audit.query.TrailReader;
import org.gatehouse.audit.sentence.Sentences;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.devices.Devices;
import org.gatehouse.server.factor.totp.TotpFactors;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.signin.SignInThrottle;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Authenticator;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.OwnRealm;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("One entry for each thing that happened, none for what did not, and each reads well in both languages")
class EveryEntryTest {

    static final String REALM = "acme";
    static final String ACCOUNT = "/realms/acme/account";
    static final String FACTORS = ACCOUNT + "/factors";
    static final String RESET = "/realms/acme/sign-in/reset";
    static final String NEW = "An-entirely-other-phrase-9";

    /** Packages whose deeds are told here; the administration of accounts has tests of its own. */
    private static final List<String> TOLD_HERE = List.of(
            "account",
            "administrator",
            "authorization",
            "clients",
            "console",
            "devicegrant",
            "devices",
            "configuration",
            "factor",
            "email",
            "keys",
            "reset",
            "session",
            "signin",
            "tokenexchange",
            "tokens",
            "trail");

    static TestServer server;

    final Person person = People.of(server).create(REALM);
    final Browser browser = new Browser(server);
    final RelyingApp web = RelyingApp.web(server, REALM);
    final RelyingApp phone = RelyingApp.phone(server, REALM);
    private final RelyingApp asking = RelyingApp.of(server, REALM, "asking");
    final RelyingApp exporter = RelyingApp.of(server, REALM, "exporter");

    @BeforeAll
    static void start() {
        server = TestServer.start(
                TestDatabase.fresh(),
                new SettableClock(),
                OwnRealm.withClients(
                        "{id: tv, kind: mobile, grants: [device_code, refresh_token]}",
                        "{id: planner, kind: service, secret: env:PLANNER_SECRET, scopes: [profile],"
                                + " grants: [token_exchange]}"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static final Map<String, String> SERVICE = Map.of("grant_type", "client_credentials", "scope", "reports");

    static final String FORGOTTEN = "/realms/acme/sign-in/forgotten";

    static final Map<String, String> ADMINISTRATOR = Map.of(
            "displayName", "First Administrator",
            "userName", "first",
            "email", "first@acme.example",
            "password", "A-phrase-for-administrators-1");

    @ParameterizedTest
    @EnumSource
    void deedThenExactlyItsEntriesAndTheyReadWell(Deed deed) {
        Runnable rest = deed.story.apply(this);
        TrailProbe probe = TrailProbe.of(server, REALM);

        rest.run();

        List<EntryView> entries = probe.fresh();
        assertThat(entries)
                .extracting(entry -> entry.activity().code())
                .containsExactlyInAnyOrderElementsOf(deed.entries);
        assertThat(entries).allSatisfy(EveryEntryTest::assertReadsWell);
    }

    @Test
    void startThenTheRealmItsKeysAndItsPeopleHaveTheirEntries() {
        List<EntryView> all = server.bean(TrailReader.class).latest("globex", 1_000);

        assertThat(all)
                .extracting(EntryView::activity)
                .containsOnlyOnce(Activity.REALM_CHANGED)
                .containsOnlyOnce(Activity.SERVICE_STARTED);
        assertThat(all)
                .filteredOn(entry -> entry.activity() == Activity.KEY_ROTATED)
                .hasSize(4);
        assertThat(all)
                .filteredOn(entry -> entry.activity() == Activity.USER_CREATED)
                .hasSize(2);
        assertThat(all).allSatisfy(EveryEntryTest::assertReadsWell);
    }

    /** What this test forgets to tell would go untested. */
    @Test
    void codeThenEveryActivityItWritesIsToldHere() throws IOException {
        Set<String> told = Stream.concat(
                        Arrays.stream(Deed.values()).flatMap(deed -> deed.entries.stream()),
                        // of the start and stop above; whom an administrator erases is told with what administrators
                        // do, and second factors where people have some
                        Stream.of(
                                "realm.changed",
                                "key.rotated",
                                "connection.expiring", // of days: federation.CredentialExpiryTest
                                "service.started",
                                "service.stopped",
                                "user.erased",
                                "auth.factor",
                                "auth.step-up"))
                .collect(Collectors.toSet());

        assertThat(told).containsAll(writtenInTheCode());
    }

    private static Set<String> writtenInTheCode() throws IOException {
        Pattern use = Pattern.compile("Activity\\.([A-Z_]+)\\b");
        Path root = Path.of("src/main/java/org/gatehouse/server");
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file ->
                            TOLD_HERE.contains(root.relativize(file).getName(0).toString()))
                    .filter(Files::isRegularFile)
                    .flatMap(file -> use.matcher(text(file)).results())
                    .map(match -> Activity.valueOf(match.group(1)).code())
                    .collect(Collectors.toSet());
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static void assertReadsWell(EntryView entry) {
        String english = new Sentences().render(entry, Locale.ENGLISH);
        String french = new Sentences().render(entry, Locale.FRENCH);

        assertThat(List.of(english, french))
                .allSatisfy(sentence ->
                        assertThat(sentence).isNotBlank().doesNotContain("{", "}", "[", "]", "\u2026", "  "));
        assertThat(french).isNotEqualTo(english);
        String reason = entry.reason();
        if (reason != null && entry.outcome() != Outcome.SUCCESS) {
            assertThat(french)
                    .as("the reason is in the reader's language, too")
                    .doesNotContain(reason)
                    .doesNotContain(reason.replace('-', ' ').replace('_', ' '));
        }
    }

    static Map<String, String> with(RelyingApp app, String parameter, String value) {
        Map<String, String> request = app.authorization();
        request.put(parameter, value);
        return request;
    }

    void signIn(String password) {
        browser.signIn(REALM, person.userName(), password);
    }

    Runnable signedIn(Runnable deed) {
        signIn(person.password());
        return deed;
    }

    /** Something done with tokens the person's app has got already. */
    Again withTokens(RelyingApp app, Consumer<Answer> use) {
        Answer tokens = app.tokens(person);
        return () -> use.accept(tokens);
    }

    interface Again extends Runnable {

        default Runnable andThenAgain() {
            return () -> {
                run();
                run();
            };
        }
    }

    Runnable consent(String decision) {
        return () -> {
            Answer page = browser.get(
                    asking.authorize(browser, asking.authorization()).location());
            browser.submit(page, asking.path("/consent"), Map.of("decision", decision));
        };
    }

    static Map<String, String> exchanging(String token) {
        return Map.of(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:token-exchange",
                "subject_token",
                token,
                "subject_token_type",
                "urn:ietf:params:oauth:token-type:access_token");
    }

    String showsACode() {
        return new Browser(server)
                .post("/realms/acme/oauth2/device_authorization", Map.of("client_id", "tv", "scope", "openid"))
                .json("user_code");
    }

    Runnable atTheDevice(String decision) {
        return () -> {
            String page = "/realms/acme/device/" + showsACode();
            browser.submit(browser.get(page), page, Map.of("decision", decision));
        };
    }

    void wantAddress(String address) {
        submit(ACCOUNT + "/email", Map.of("email", address));
    }

    void askForLink() {
        browser.submit(browser.get(FORGOTTEN), FORGOTTEN, Map.of("username", person.userName()));
    }

    static void countForgotten() {
        server.bean(SignInThrottle.class)
                .countNetwork(server.bean(Realms.class).get(REALM), SignInThrottle.Kind.FORGOTTEN, "127.0.0.1");
    }

    void changePassword(String current) {
        changePassword(current, NEW);
    }

    void changePassword(String current, String wanted) {
        submit(ACCOUNT + "/password", Map.of("current", current, "password", wanted));
    }

    void submit(String action, Map<String, String> fields) {
        browser.submit(browser.get(ACCOUNT), action, fields);
    }

    /** Something done with an app that is enrolled, by somebody who has shown a code of it. */
    Runnable withApp(Consumer<String> deed) {
        browser.signIn(REALM, person, Authenticator.of(server, REALM, person.subject()));
        String app = server.bean(TotpFactors.class)
                .of(server.bean(Realms.class).get(REALM), person.subject())
                .get(0)
                .id()
                .toString();
        return () -> deed.accept(app);
    }

    /** Somebody has given the password, and types this as the code. */
    Runnable atTheCode(Function<Authenticator, String> typed) {
        Authenticator phone = Authenticator.of(server, REALM, person.subject());
        Answer step = browser.get(
                browser.signIn(REALM, person.userName(), person.password()).location());
        return () -> browser.submit(step, "/realms/acme/sign-in/totp", Map.of("code", typed.apply(phone)));
    }

    String version() {
        return browser.get(ACCOUNT + "/profile").hidden("version");
    }

    String device() {
        return server.bean(Devices.class)
                .of(server.bean(Realms.class).get(REALM), person.subject())
                .get(0)
                .id()
                .toString();
    }

    void times(int count, Runnable deed) {
        for (int i = 0; i < count; i++) {
            deed.run();
        }
    }
}
