package org.gatehouse.server.trail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.gatehouse.server.administrator.FirstAdministratorLinks;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.factor.remembered.RememberedBrowsers;
import org.gatehouse.server.factor.totp.TotpFactors;
import org.gatehouse.server.passkey.OwnPasskeys;
import org.gatehouse.server.passkey.SoftwareAuthenticator;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Authenticator;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.Mailbox;
import org.gatehouse.server.testing.OwnRealm;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailOutage;
import org.gatehouse.server.testing.Untraced;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("A step whose entry cannot be written is not taken: not with a factor, a letter, a link or at the console")
class NoStepWithoutTraceTest {

    private static final String REALM = "acme";
    private static final String SIGN_IN = "/realms/acme/sign-in";
    private static final String ACCOUNT = "/realms/acme/account";
    private static final String FACTORS = ACCOUNT + "/factors";
    private static final String NEW = "An-entirely-other-phrase-9";

    private static TestServer server;

    private final Realm realm = server.bean(Realms.class).get(REALM);
    private final Untraced untraced = Untraced.of(server, REALM);
    private final Person person = People.of(server).create(REALM);
    private final Browser browser = new Browser(server);

    @BeforeAll
    static void startAServerToBreak() {
        String factors =
                "secondFactor: {required: never, methods: [passkey, totp, recovery-code], rememberDevice: P30D}\n";
        server = TestServer.start(TestDatabase.fresh(), new SettableClock(), OwnRealm.with(factors));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void whatWasDoneToSeveralPeopleCanStillBeUndone() {
        Person admin = People.of(server).createWith(REALM, "admin");
        Browser console = new Browser(server);
        console.signIn(REALM, admin.userName(), admin.password());
        String list = "/console/realms/acme/accounts";
        Answer page = console.get(list);
        String done = console.submit(
                        page,
                        list + "/bulk/apply",
                        Map.of("account", person.subject().toString(), "action", "disable", "group", ""))
                .body();
        int link = done.indexOf(list + "/bulk/undo/");
        String undo = done.substring(link, done.indexOf('"', link));

        TrailOutage.during(server, () -> console.submit(page, undo, Map.of()));
        assertThat(console.get(undo).status()).as("nothing was undone yet").isEqualTo(200);
        console.submit(page, undo, Map.of());
        assertThat(console.get(undo).status()).as("once").isEqualTo(404);
    }

    @Test
    void secondFactorsAndRememberedBrowsers() {
        signIn(browser);
        Answer key = browser.get(FACTORS + "/totp");
        Authenticator phone = Authenticator.scanning(server, key);
        String first = phone.code();
        untraced.then(
                "add an app", () -> browser.submit(key, FACTORS + "/totp", Map.of("code", first, "name", "Phone")));

        Browser trusted = new Browser(server);
        Answer step = trusted.get(signIn(trusted).location());
        String second = phone.nextCode();
        untraced.fails(
                "code of an app: it is used up, since it is not known what came of it",
                () -> code(trusted, step, second),
                "totp_factor");
        assertThat(trusted.get(ACCOUNT).location()).contains("/sign-in");
        assertThat(code(trusted, step, second).status()).isEqualTo(200);
        assertThat(code(trusted, step, phone.nextCode()).location()).endsWith(ACCOUNT);

        UUID app = server.bean(TotpFactors.class)
                .of(realm, person.subject())
                .get(0)
                .id();
        Answer form = trusted.get(ACCOUNT);
        untraced.then(
                "rename an app",
                () -> trusted.submit(form, FACTORS + "/totp/" + app + "/name", Map.of("name", "Work phone")));
        Answer codes = trusted.get(FACTORS + "/recovery-codes");
        untraced.then(
                "make recovery codes",
                () -> trusted.submit(codes, FACTORS + "/recovery-codes", Map.of("saved", "true")));

        RememberedBrowsers remembered = server.bean(RememberedBrowsers.class);
        UUID memory = remembered.of(realm, person.subject()).get(0).id();
        Browser proven = new Browser(server);
        phone.nextCode();
        proven.signIn(REALM, person, phone);
        Answer again = trusted.get(SIGN_IN);
        untraced.fails(
                "password in a remembered browser, whose token is exchanged",
                () -> trusted.submit(again, SIGN_IN, person.credentials()),
                "remembered_browser");
        assertThat(trusted.submit(again, SIGN_IN, person.credentials()).location())
                .as("it got the next one with the refusal")
                .endsWith(ACCOUNT);
        Answer page = proven.get(FACTORS);
        untraced.then(
                "forget a browser", () -> proven.submit(page, FACTORS + "/browsers/" + memory + "/forget", Map.of()));
        assertThat(remembered.of(realm, person.subject())).isEmpty();
    }

    @Test
    void passkeys() {
        SoftwareAuthenticator key = new SoftwareAuthenticator(server.baseUrl());
        OwnPasskeys passkeys = new OwnPasskeys(server, REALM, person);
        passkeys.add(key);
        Answer page = browser.get(SIGN_IN);
        String answer = key.get(browser.submit(page, SIGN_IN + "/with-passkey/options", Map.of())
                .json());
        browser.submit(page, SIGN_IN + "/with-passkey", Map.of("credential", answer));
        Answer form = browser.get(ACCOUNT);
        String own = ACCOUNT + "/passkeys/" + passkeys.all().get(0).id();

        untraced.then("rename a passkey", () -> browser.submit(form, own + "/rename", Map.of("name", "Blue key")));
        untraced.then("remove a passkey", () -> browser.submit(form, own + "/remove", Map.of()));

        assertThat(passkeys.all()).isEmpty();
    }

    @Test
    void letters() {
        signIn(browser);
        String wanted = "new-" + person.email();
        browser.submit(browser.get(ACCOUNT + "/email"), ACCOUNT + "/email", Map.of("email", wanted));
        Answer confirming = browser.get(TestServer.mail().only(wanted).link());
        untraced.then("confirm an address", () -> browser.submit(confirming, SIGN_IN + "/verify-email", Map.of()));

        Browser visitor = new Browser(server);
        String forgotten = SIGN_IN + "/forgotten";
        visitor.submit(visitor.get(forgotten), forgotten, Map.of("username", person.userName()));
        Answer form = visitor.get(resetLink(wanted));
        untraced.then("reset a password", () -> visitor.submit(form, SIGN_IN + "/reset", Map.of("password", NEW)));

        assertThat(browser.get(ACCOUNT).location()).as("signed in before").contains("/sign-in");
        assertThat(visitor.signIn(REALM, person.userName(), NEW).location()).endsWith(ACCOUNT);
    }

    @Test
    void administration() {
        Person chief = People.of(server).createWith(REALM, "admin");
        AdminApi admin = AdminApi.as(server, REALM, chief);
        browser.signIn(REALM, chief.userName(), chief.password());
        String id = admin.post(
                        "/accounts",
                        "{\"userName\":\"masked\",\"displayName\":\"Masked\",\"attributes\":{\"nationalId\":\"77\"}}")
                .json("id");
        String masked = "/console/realms/acme/accounts/" + id;
        Answer page = browser.get(masked);
        Answer seen = untraced.then(
                "reveal",
                () -> browser.submit(page, masked + "/reveal", Map.of("attribute", "nationalId", "why", "Case 12")));
        assertThat(seen.body()).contains("77");

        for (int i = 0; i < 6; i++) {
            new Browser(server).signIn(REALM, person.userName(), "wrong-" + i);
        }
        String slowed = "/console/realms/acme/accounts/" + person.subject();
        Answer form = browser.get(slowed);
        untraced.fails("lift what is slowed", () -> browser.submit(form, slowed + "/slowed/lift", Map.of()));
        assertThat(signIn(new Browser(server)).status()).as("still slowed").isEqualTo(429);
        untraced.then("lift what is slowed", () -> browser.submit(form, slowed + "/slowed/lift", Map.of()));
        assertThat(signIn(new Browser(server)).status()).isEqualTo(302);
    }

    @Test
    void aPhoneThatIsSignedOutForItsOwner() {
        RelyingApp.phone(server, REALM)
                .on("Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36")
                .tokens(person);
        Person admin = People.of(server).createWith(REALM, "admin");
        browser.signIn(REALM, admin.userName(), admin.password());
        Answer devices = browser.get("/console/realms/acme/devices?q=" + person.userName());
        Matcher way = Pattern.compile("/console/realms/acme/devices/[0-9a-f-]{36}/[0-9a-f-]{36}/sign-out")
                .matcher(devices.body());
        assertThat(way.find()).isTrue();

        Answer done = untraced.then("sign a phone out", () -> browser.submit(devices, way.group(), Map.of()));

        assertThat(done.location()).endsWith("?done=signed-out");
        assertThat(browser.get("/console/realms/acme/devices?q=" + person.userName())
                        .body())
                .doesNotContain("Pixel 8");
    }

    @Test
    void firstAdministrator() {
        server.bean(JdbcClient.class)
                .sql("DELETE FROM account_role WHERE role = 'admin'"
                        + " AND realm_id = (SELECT id FROM realm WHERE name = 'globex')")
                .update();
        FirstAdministratorLinks links = server.bean(FirstAdministratorLinks.class);
        links.realmsLoaded();
        Answer page = browser.get(links.take().get("globex"));
        Map<String, String> form = new LinkedHashMap<>();
        form.put("displayName", "First Administrator");
        form.put("userName", "first-of-all");
        form.put("email", "first@globex.example");
        form.put("password", NEW);

        Untraced.of(server, "globex")
                .then("first administrator", () -> browser.submit(page, "/realms/globex/first-administrator", form));

        assertThat(browser.signIn("globex", "first-of-all", NEW).location()).endsWith("/account");
    }

    private static Answer code(Browser with, Answer step, String code) {
        return with.submit(step, SIGN_IN + "/totp", Map.of("code", code, "remember", "true"));
    }

    /** Beside the letters that tell of the address. */
    private static String resetLink(String address) {
        Awaitility.await().until(() -> resets(address).findAny().isPresent());
        return resets(address).findAny().orElseThrow();
    }

    private static Stream<String> resets(String address) {
        return TestServer.mail().of(address).stream()
                .map(Mailbox.Received::link)
                .filter(link -> link.contains("/sign-in/reset"));
    }

    private Answer signIn(Browser with) {
        return with.signIn(REALM, person.userName(), person.password());
    }
}
