package org.gatehouse.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Authenticator;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Each step of a sign-in with exactly the entries it leaves, by the codes of the catalogue. That no step is forgotten is asked
 * of the service: every form below the sign-in's address was sent here, or is excused with a reason.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayName("Every transition of a sign-in has its entry")
class TransitionsTest {

    private static final String REALM = "transitions";
    private static final String BASE = "/realms/transitions";
    private static final String SIGN_IN = BASE + "/sign-in";
    private static final String ACCOUNT = BASE + "/account";
    private static final String NEW = "An-entirely-other-phrase-9";

    /** What changes nothing, or is gone through elsewhere. */
    private static final Map<String, String> EXCUSED = Map.of(
            "/password-check", "tells which rules a password meets, and keeps nothing",
            "/with-passkey/options", "asks the authenticator; nothing is proven",
            "/passkey/options", "asks the authenticator; nothing is proven",
            "/enrol-passkey/options", "asks the authenticator; nothing is added",
            "/passkey", "PasskeyStepTest, which has an authenticator",
            "/enrol-passkey", "PasskeyStepTest, which has an authenticator",
            "/recovery-codes/download", "the codes that are on the page already",
            "/email-code", "EmailCodeSignInTest, whose realm takes codes by mail",
            "/email-code/send", "EmailCodeSignInTest; a letter is in the log of mail",
            "/verify-email", "EmailVerificationTest: an address is proven, with or without a sign-in");

    private static final Set<String> SENT = new TreeSet<>();

    private static TestServer server;

    private final Person person = People.of(server).create(REALM);
    private final Browser browser = new Browser(server);
    private final TrailProbe trail = TrailProbe.of(server, REALM);

    @BeforeAll
    static void startBehindAProxy() throws Exception {
        Path file = Path.of(Objects.requireNonNull(TransitionsTest.class.getResource("/realms/transitions.yaml"))
                .toURI());
        Map<String, String> settings = new HashMap<>(TestServer.mail().settings());
        settings.put("gatehouse.realms[2]", file.toString());
        settings.put("gatehouse.trusted-proxies", "127.0.0.1,::1");
        server = TestServer.start(TestDatabase.fresh(), new SettableClock(), settings);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    @Order(1)
    void firstFactor() {
        Person disabled = People.of(server).createDisabled(REALM);
        trail.fresh();

        password("nobody-at-all", "x");
        left("auth.login FAILURE unknown-account");
        password(person.userName(), "not-the-password");
        left("auth.login FAILURE wrong-password");
        password(disabled.userName(), disabled.password());
        left("auth.login FAILURE account-disabled");
        update("UPDATE account SET password_expires_at = '2000-01-01' WHERE id = ?");
        password(person.userName(), person.password());
        left("auth.login FAILURE expired");
        update("UPDATE account SET password_expires_at = NULL WHERE id = ?");
        password(person.userName(), person.password(), "X-Forwarded-For", "192.0.2.9");
        left("auth.login DENIED network-not-allowed");
        for (int i = 0; i < 4; i++) {
            password(person.userName(), "not-the-password");
        }
        trail.fresh();
        password(person.userName(), person.password());
        left("auth.throttled DENIED too-many-attempts");
        send("/with-passkey", Map.of("credential", "{}"));
        left("auth.login FAILURE malformed-answer");
    }

    @Test
    @Order(2)
    void secondFactorFromEnrolmentToTheLastCode() {
        becomes("dispatcher");
        trail.fresh();

        Answer choice = password(person.userName(), person.password());
        left("auth.factor SUCCESS");
        String attempt = choice.redirectParameter("attempt");
        Answer form = browser.get(SIGN_IN + "/enrol-totp?attempt=" + attempt);
        Authenticator phone = Authenticator.scanning(server, form);
        send(form, "/enrol-totp", Map.of("code", phone.code(), "name", "Phone"));
        left("factor.enrolled SUCCESS");
        Answer step = browser.get(SIGN_IN + "/totp?attempt=" + attempt);
        send(step, "/totp", Map.of("code", phone.code()));
        left("auth.factor FAILURE replayed");
        send(step, "/totp", Map.of("code", phone.wrongCode()));
        left("auth.factor FAILURE wrong-code");
        for (int i = 0; i < 3; i++) {
            send(step, "/totp", Map.of("code", phone.wrongCode()));
        }
        trail.fresh();
        send(step, "/totp", Map.of("code", phone.code(1)));
        left("auth.throttled DENIED too-many-attempts");
        server.clock().advance(Duration.ofMinutes(2));
        Answer proven = send(step, "/totp", Map.of("code", phone.code()));
        left("auth.factor SUCCESS");
        Answer codes = browser.get(proven.location());
        List<String> shown = java.util.regex.Pattern.compile("[A-Z0-9]{5}-[A-Z0-9]{5}")
                .matcher(codes.body())
                .results()
                .map(java.util.regex.MatchResult::group)
                .distinct()
                .toList();
        send(codes, "/recovery-codes", Map.of("saved", "true"));
        left("factor.enrolled SUCCESS", "auth.login SUCCESS");

        Browser other = new Browser(server);
        Answer page = other.get(SIGN_IN);
        Answer again = other.submit(page, SIGN_IN, person.credentials());
        Answer recovery = other.get(SIGN_IN + "/recovery-code?attempt=" + again.redirectParameter("attempt"));
        left("auth.factor SUCCESS");
        SENT.add("/recovery-code");
        other.submit(recovery, SIGN_IN + "/recovery-code", Map.of("code", "AAAAA-AAAAA"));
        left("auth.factor FAILURE wrong-code");
        other.submit(recovery, SIGN_IN + "/recovery-code", Map.of("code", shown.get(0)));
        left("recovery.used SUCCESS", "auth.login SUCCESS");
    }

    @Test
    @Order(3)
    void requiredActions() {
        becomes("reader");
        update("UPDATE account SET password_must_change = true, email_verified = false WHERE id = ?");
        trail.fresh();

        Answer first = password(person.userName(), person.password());
        left("auth.factor SUCCESS");
        Answer step = browser.get(first.location());
        send(step, "/password", Map.of("password", "short"));
        left();
        Answer changed = send(step, "/password", Map.of("password", NEW));
        left("credential.changed SUCCESS");
        for (int i = 0; i < 11; i++) {
            send(step, "/password", Map.of("password", NEW));
        }
        Answer text = browser.get(changed.location());
        send(text, "/attestation", Map.of("id", "privacy", "version", "1", "decision", "decline"));
        left("attestation.accepted DENIED declined");
        Answer back = browser.get(password(person.userName(), NEW).location());
        left("auth.factor SUCCESS");
        Answer accepted = send(back, "/attestation", Map.of("id", "privacy", "version", "1", "accepted", "true"));
        left("attestation.accepted SUCCESS");
        Answer confirm = browser.get(accepted.location());
        send(confirm, "/confirm-email", Map.of());
        left();
        for (int i = 0; i < 5; i++) {
            send(confirm, "/confirm-email/send", Map.of());
        }
        left();
        Answer throttled = send(confirm, "/confirm-email/send", Map.of());
        assertThat(throttled.header("Retry-After")).isNotEmpty();
        left("auth.throttled DENIED too-many-attempts");
        update("UPDATE account SET email_verified = true WHERE id = ?");
        send(confirm, "/confirm-email", Map.of());
        left("auth.login SUCCESS");
    }

    @Test
    @Order(4)
    void triesOfANewPasswordAreBounded() {
        update("UPDATE account SET password_must_change = true WHERE id = ?");
        Answer step = browser.get(password(person.userName(), person.password()).location());
        trail.fresh();
        for (int i = 0; i < 10; i++) {
            send(step, "/password", Map.of("password", "short"));
        }
        left();

        Answer refused = send(step, "/password", Map.of("password", "short"));

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isNotEmpty();
        left("auth.throttled DENIED too-many-attempts");
    }

    @Test
    @Order(5)
    void sessions() {
        password(person.userName(), person.password());
        left("auth.login SUCCESS");
        RelyingApp payroll = RelyingApp.of(server, REALM, "payroll");
        Authenticator phone = Authenticator.of(server, REALM, person.subject());
        Answer sent = payroll.authorize(browser, payroll.authorization());
        Answer step = browser.get(browser.get(sent.location()).location());
        left();
        send(step, "/totp", Map.of("code", phone.code()));
        left("auth.step-up SUCCESS");
        browser.get(ACCOUNT, "X-Forwarded-For", "192.0.2.9");
        left("auth.login DENIED network-not-allowed");
        browser.get(ACCOUNT, "X-Forwarded-For", "192.0.2.9");
        left();
        browser.get(ACCOUNT, "X-Forwarded-For", "192.0.2.10");
        left("auth.login DENIED network-not-allowed");
        server.clock().advance(Duration.ofMinutes(61));
        browser.get(ACCOUNT, "X-Forwarded-For", "192.0.2.9");
        left("auth.login DENIED network-not-allowed");
        Person next = People.of(server).create(REALM);
        trail.fresh();
        browser.submit(browser.get(SIGN_IN), SIGN_IN, next.credentials());
        left("auth.logout SUCCESS", "auth.login SUCCESS");
        browser.submit(browser.get(ACCOUNT), BASE + "/sign-out", Map.of());
        left("auth.logout SUCCESS");
    }

    @Test
    @Order(6)
    void forgottenPasswords() {
        browser.signIn(REALM, person.userName(), person.password());
        trail.fresh();
        send("/forgotten", Map.of("username", person.userName()));
        left();
        String link = TestServer.mail().last(person.email(), 1).link();
        send(browser.get(SIGN_IN + "/forgotten"), "/reset", Map.of("token", "made-up", "password", NEW));
        left("credential.reset FAILURE invalid-link");
        Answer form = browser.get(link);
        for (int i = 0; i < 5; i++) {
            send(form, "/reset", Map.of("password", person.password()));
        }
        left();
        Answer refused = send(form, "/reset", Map.of("password", person.password()));
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isNotEmpty();
        left("auth.throttled DENIED too-many-attempts");
        server.clock().advance(Duration.ofMinutes(2));
        send(form, "/reset", Map.of("password", NEW));
        left("credential.reset SUCCESS", "session.ended SUCCESS password-reset");
        Answer page = browser.get(SIGN_IN + "/forgotten");
        Answer last = refused;
        for (int i = 0; i < 2_020; i++) { // as many as one network may in a minute; some come back on a slow machine
            if (i % 101 == 100) {
                last = send(page, "/forgotten", Map.of("username", "n"));
                if (last.status() == 429) {
                    break;
                }
            }
            server.bean(SignInThrottle.class)
                    .countNetwork(server.bean(Realms.class).get(REALM), SignInThrottle.Kind.FORGOTTEN, "127.0.0.1");
        }
        assertThat(last.status()).isEqualTo(429);
        left("auth.throttled DENIED too-many-attempts");
    }

    @Test
    @Order(7)
    void askTheServiceThenNoFormIsForgotten() {
        Set<String> all = server.beans(RequestMappingHandlerMapping.class).stream()
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .filter(TransitionsTest::isPosted)
                .flatMap(mapping -> mapping.getPatternValues().stream())
                .filter(pattern -> pattern.startsWith("/realms/{realm}/sign-in"))
                .map(pattern -> pattern.substring("/realms/{realm}/sign-in".length()))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> known = new TreeSet<>(SENT);
        known.addAll(EXCUSED.keySet());

        assertThat(known).containsAll(all);
    }

    private static boolean isPosted(RequestMappingInfo mapping) {
        return mapping.getMethodsCondition().getMethods().stream()
                .anyMatch(method -> method.name().equals("POST"));
    }

    private Answer password(String userName, String password, String... headers) {
        SENT.add("");
        return browser.submit(
                browser.get(SIGN_IN), SIGN_IN, Map.of("username", userName, "password", password), headers);
    }

    private Answer send(String form, Map<String, String> fields) {
        return send(browser.get(SIGN_IN), form, fields);
    }

    private Answer send(Answer page, String form, Map<String, String> fields) {
        SENT.add(form);
        Map<String, String> all = new LinkedHashMap<>(fields);
        return browser.submit(page, SIGN_IN + form, all);
    }

    /** The entries since the last look are exactly these; those of one step may be in logs of different tiers. */
    private void left(String... expected) {
        assertThat(codes()).containsExactlyInAnyOrder(expected);
    }

    private List<String> codes() {
        List<String> codes = new ArrayList<>(
                trail.fresh().stream().map(TransitionsTest::code).toList());
        java.util.Collections.reverse(codes);
        return codes;
    }

    private static String code(EntryView entry) {
        String reason = entry.reason() == null ? "" : " " + entry.reason();
        return entry.activity().code() + " " + entry.outcome() + reason;
    }

    private void becomes(String role) {
        server.bean(JdbcClient.class)
                .sql("INSERT INTO account_role (realm_id, account_id, role)"
                        + " SELECT realm_id, id, ? FROM account WHERE id = ?")
                .params(role, person.subject())
                .update();
    }

    private void update(String sql) {
        server.bean(JdbcClient.class).sql(sql).param(person.subject()).update();
    }
}
