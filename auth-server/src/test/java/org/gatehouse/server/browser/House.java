package org.gatehouse.server.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Origin;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.publish.CheckpointPublisher;
import org.gatehouse.audit.publish.WitnessRounds;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.seed.SeedFile;
import org.gatehouse.server.administrator.FirstAdministratorLinks;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.directory.AccountState;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.directory.NewAccount;
import org.gatehouse.server.password.PasswordHashing;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Authenticator;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.StandInProvider;
import org.gatehouse.server.testing.StandInWitness;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.trail.Trail;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The service as the demo command starts it, with the demo's realms and people, and realms nobody administers yet. */
final class House {

    /** Long, with markup, a picture, and directions nobody ends: names are whatever people are called. */
    static final String STRANGE_NAME =
            "Wolfeschlegelsteinhausenbergerdorff <b>von</b> \u202bשלום 🦊 d’Àéîøü Maximiliana \u202eKonstantina-Theodora";

    private static final String ACME = "/console/realms/acme";
    private static final String EXAMPLES = "/org/gatehouse/realm/examples/";
    private static final List<String> DEMO_REALMS = List.of("acme", "globex");
    private static final List<String> NEW_REALMS = List.of("initech", "hooli", "vandelay", "umbrella", "oscorp");

    /** Where people of the realm {@code wayne} come from. */
    private static final StandInProvider PARTNER = StandInProvider.start();

    /** Who the people of {@link #CONNECTED} may come from. */
    static final StandInProvider PROVIDER = StandInProvider.start();

    /** The realm whose file names it. */
    static final String CONNECTED = "massive";

    private final TestServer server;
    private final Map<String, String> passwords = new LinkedHashMap<>();
    private final Map<String, String> firstAdministratorLinks;
    private final AtomicInteger guests = new AtomicInteger();

    private House(Map<String, String> settings) {
        this.server = TestServer.start(TestDatabase.fresh(), new SettableClock(), settings);
        this.firstAdministratorLinks =
                server.bean(FirstAdministratorLinks.class).take();
    }

    static House open() {
        return Opened.HOUSE;
    }

    String url(String path) {
        return path.startsWith("http") ? path : server.baseUrl() + path;
    }

    String password(String realm, String userName) {
        return Objects.requireNonNull(passwords.get(realm + "/" + userName), () -> "Nobody is " + userName);
    }

    String firstAdministratorLink(String realm) {
        return Objects.requireNonNull(firstAdministratorLinks.get(realm), () -> "No link for " + realm);
    }

    /** Somebody in Acme signs in on a phone, and there is a second phone whose token was copied. */
    void usesPhones(String userName) {
        RelyingApp phone = RelyingApp.mobile(server, "acme", "forms-mobile", "com.example.forms:/cb")
                .on("Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Mobile");
        phone.redeem(phone.code(new Browser(server), userName, password("acme", userName)));
        String copied = phone.redeem(phone.code(new Browser(server), userName, password("acme", userName)))
                .json("refresh_token");
        phone.refresh(copied);
        server.clock().advance(Duration.ofSeconds(31));
        phone.refresh(copied);
    }

    /** An app whose name is its host gets tokens in the sign-in of the browser with these cookies. */
    void usesApp(String realm, String clientId, String cookies) {
        RelyingApp app = RelyingApp.of(server, realm, clientId);
        Answer answer = new Browser(server)
                .step(app.path("/oauth2/authorize?" + Browser.encode(app.authorization())), "Cookie", cookies);
        app.redeem(answer.redirectParameter("code"));
    }

    /** A screen in Acme waits for somebody; the address it shows, with its code. */
    String showsACode() {
        return new Browser(server, "SmartTV/1.0 (Linux)")
                .post(
                        "/realms/acme/oauth2/device_authorization",
                        Map.of("client_id", "forms-screen", "scope", "openid profile"))
                .json("verification_uri_complete");
    }

    /** Checkpoints are taken to the two witnesses, of which one is away. */
    void asksWitnesses() {
        try {
            server.bean(CheckpointPublisher.class).tick();
            server.bean(WitnessRounds.class).round(Duration.ofSeconds(30));
        } catch (SQLException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** The app somebody has enrolled, by the key their page showed or their seed file has. */
    Authenticator authenticator(String key) {
        return Authenticator.withKey(server, key);
    }

    /** An administrator has removed them, while their owner was away. */
    void losesPasskeys(String userName) {
        server.bean(JdbcClient.class)
                .sql("DELETE FROM passkey WHERE account_id IN (SELECT id FROM account WHERE user_name = ?)")
                .param(userName)
                .update();
    }

    /** Somebody new in Acme, for a test to do away with. */
    String admitsSomebody() {
        String name = "guest-" + guests.incrementAndGet();
        admit("acme", name, "Guest " + name, Set.of("user"));
        return name;
    }

    /** An export that was begun two minutes ago and is never done. */
    void makesAnExportFor(String userName) {
        Browser browser = new Browser(server);
        browser.signIn(CONNECTED, userName, password(CONNECTED, userName));
        String exports = "/console/realms/" + CONNECTED + "/audit/exports";
        browser.submit(browser.get(exports), exports, Map.of("format", "csv"));
        Instant now = server.clock().instant();
        server.bean(JdbcClient.class)
                .sql("UPDATE trail_export SET state = 'running', entries = 412000, expected = 1000000, chunks = 824,"
                        + " expires_at = ?, turn_at = ? WHERE realm_id = ?")
                .params(
                        Timestamp.from(now.plus(Duration.ofDays(1)).minusSeconds(120)),
                        Timestamp.from(now.plus(Duration.ofDays(1))),
                        server.bean(Realms.class).get(CONNECTED).id())
                .update();
    }

    /** Moves somebody in whom no seed file could describe. */
    private void admit(String realm, String userName, String displayName, Set<String> roles) {
        String password = "Cobalt-mirror-6-harvest";
        NewAccount person = new NewAccount(
                userName,
                displayName,
                userName + "@" + realm + ".example",
                true,
                null,
                server.bean(PasswordHashing.class).hash(password),
                roles,
                AccountState.ACTIVE,
                Map.of());
        server.bean(Accounts.class).create(server.bean(Realms.class).find(realm).orElseThrow(), person, Party.system());
        passwords.put(realm + "/" + userName, password);
    }

    /** Time passes, for the server alone. */
    void waits(Duration time) {
        server.clock().advance(time);
    }

    /** Somebody whose password an administrator wants changed. */
    void hasToChange(String userName) {
        server.bean(JdbcClient.class)
                .sql("UPDATE account SET password_must_change = true WHERE user_name = ?")
                .param(userName)
                .update();
    }

    /** Somebody in Acme signed in from there, as a proxy would have said it. */
    private void cameFrom(String userName, String address, String country) {
        Realm acme = server.bean(Realms.class).get("acme");
        Accounts accounts = server.bean(Accounts.class);
        Trail trail = server.bean(Trail.class);
        trail.record(trail.event(acme, Activity.AUTH_LOGIN)
                .actor(accounts.party(accounts.findByLogin(acme, userName).orElseThrow()))
                .origin(new Origin("forms", null, null, address, "Mozilla/5.0 (X11; Linux x86_64)", country))
                .detail("method", "password"));
    }

    /** Asks in Acme that somebody become an administrator, which needs another one's word. */
    private void asks(String administrator, String userName) {
        Browser browser = console(administrator);
        String account = found(browser.get(ACME + "/accounts?q=" + userName), ACME + "/accounts/[0-9a-f-]{36}");
        browser.submit(browser.get(account), account + "/roles/give", Map.of("role", "admin"));
    }

    /** Refuses what was asked last. */
    private void refuses(String administrator) {
        Browser browser = console(administrator);
        Answer page = browser.get(ACME + "/approvals");
        browser.submit(page, found(page, ACME + "/approvals/[0-9a-f-]{36}/refuse"), Map.of());
    }

    private Browser console(String administrator) {
        Browser browser = new Browser(server);
        browser.signIn("acme", administrator, password("acme", administrator));
        return browser;
    }

    private static String found(Answer page, String pattern) {
        return Pattern.compile(pattern)
                .matcher(page.body())
                .results()
                .map(MatchResult::group)
                .findFirst()
                .orElseThrow();
    }

    private void remember(String realm, Path people) {
        SeedFile.read(people)
                .people()
                .forEach(person -> passwords.put(realm + "/" + person.userName(), person.password()));
    }

    private static House build() {
        Map<String, String> settings = new LinkedHashMap<>(Map.of("gatehouse.demo", "true"));
        Map<String, Path> people = new LinkedHashMap<>();
        for (String realm : DEMO_REALMS) {
            settings.put("gatehouse.realms[" + people.size() + "]", file(EXAMPLES + realm + ".yaml"));
            settings.put("gatehouse.seeds[" + people.size() + "]", file(EXAMPLES + realm + "-people.yaml"));
            people.put(realm, Path.of(settings.get("gatehouse.seeds[" + people.size() + "]")));
        }
        for (String realm : NEW_REALMS) {
            int place = DEMO_REALMS.size() + NEW_REALMS.indexOf(realm);
            settings.put("gatehouse.realms[" + place + "]", file("/browser/" + realm + ".yaml"));
        }
        int last = DEMO_REALMS.size() + NEW_REALMS.size();
        settings.put("gatehouse.realms[" + last + "]", wayne());
        settings.put("gatehouse.realms[" + (last + 1) + "]", connected());
        settings.putAll(StandInWitness.start("witness.example/north").settings(0));
        try (StandInWitness away = StandInWitness.start("witness.example/south")) {
            settings.putAll(away.settings(1));
        }
        House house = new House(settings);
        PARTNER.clock(house.server.clock());
        PROVIDER.clock(house.server.clock());
        people.forEach(house::remember);
        house.admit("acme", "wolfe", STRANGE_NAME, manyRoles());
        List.of("mabel", "norbert", "pia-en", "pia-fr", "rosa-en", "rosa-fr", "quentin")
                .forEach(forgetful -> house.admit("acme", forgetful, "Forgetful " + forgetful, Set.of("user")));
        house.admit("acme", "olga", "Olga Second", Set.of("admin"));
        house.admit("hooli", "gavin", "Gavin Groom", Set.of("user"));
        house.admit("vandelay", "rita", "Rita Ros", Set.of("admin"));
        house.admit("vandelay", "tess", "Tess Tann", Set.of("reader"));
        house.admit("vandelay", "pia", "Pia Prompt", Set.of("user"));
        for (String language : List.of("en", "fr")) {
            house.admit("vandelay", "otto-" + language, "Otto Ochs", Set.of("user"));
            house.admit("vandelay", "nina-" + language, "Nina Nord", Set.of("reader"));
            house.admit("vandelay", "vera-" + language, "Vera Voss", Set.of("reader"));
            house.hasToChange("otto-" + language);
        }
        for (String name : List.of("twyla", "uma", "ulf", "una", "ugo", "ursula")) {
            house.admit(name.startsWith("u") ? "umbrella" : "acme", name, "Second " + name, Set.of("user"));
        }
        for (String name : List.of("cora", "cosmo", "cleo-en", "cleo-fr")) {
            house.admit("oscorp", name, "Coded " + name, Set.of("user"));
        }
        house.admit("wayne", "bruce", "Bruce Brook", Set.of("user"));
        house.admit(CONNECTED, "nora", "Nora Admin", Set.of("admin"));
        house.admit(CONNECTED, "clara", "Clara Case", Set.of("user", "case-worker"));
        house.admit(CONNECTED, "cyril", "Cyril Count", Set.of("user", "counter"));
        house.admit(CONNECTED, "theo", "Theo Toll", Set.of("user"));
        for (String language : List.of("en", "fr")) {
            house.admit(CONNECTED, "lea-" + language, "Lea Lindt", Set.of("user"));
        }
        house.cameFrom("alice", "203.0.113.9", "FR");
        house.cameFrom("bob", "198.51.100.77", "GB");
        house.asks("carol", "bob");
        house.asks("olga", "wolfe");
        house.asks("olga", "alice");
        house.refuses("carol");
        return house;
    }

    private static String wayne() {
        return written(
                "wayne",
                "realm: wayne\ndisplayName: Wayne Works\nlanguages: [en, fr]\nconnections:\n"
                        + PARTNER.connection(
                                "partner",
                                "displayName: Partner",
                                "domains: [partner.example]",
                                "provision: just-in-time")
                        + PARTNER.connection("works", "displayName: Wayne Works staff"));
    }

    private static String connected() {
        return written(
                CONNECTED,
                "realm: massive\ndisplayName: Massive Dynamic\nlanguages: [en, fr]\nroles:\n"
                        + "  - {name: case-worker, description: Looks into cases, permissions: [audit.read, users.read]}\n"
                        + "  - {name: counter, description: Counts what happens, permissions: [audit.read]}\n"
                        + "connections:\n"
                        + PROVIDER.connection("partner", "displayName: Partner GmbH", "provision: just-in-time")
                        + PROVIDER.connection("closed"));
    }

    private static String written(String realm, String file) {
        try {
            Path copy = Files.createTempFile("gatehouse-browser", realm + ".yaml");
            copy.toFile().deleteOnExit();
            return Files.writeString(copy, file).toString();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static Set<String> manyRoles() {
        return Set.of(
                "user",
                "technician",
                "dispatcher",
                "regional-maintenance-coordinator",
                "warehouse-inventory-reviewer",
                "emergency-on-call-escalation-approver-for-northern-and-western-districts");
    }

    /** A copy on disk: in the build these files come out of a jar. */
    private static String file(String resource) {
        try (InputStream content = RealmDefinition.class.getResourceAsStream(resource)) {
            Path copy = Files.createTempFile("gatehouse-browser", resource.replace('/', '-'));
            copy.toFile().deleteOnExit();
            Files.write(copy, Objects.requireNonNull(content, resource).readAllBytes());
            return copy.toString();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static final class Opened {

        static final House HOUSE = build();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(HOUSE.server::close));
        }
    }
}
