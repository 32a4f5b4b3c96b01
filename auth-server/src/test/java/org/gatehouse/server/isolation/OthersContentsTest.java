package org.gatehouse.server.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Answers;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.Registrar;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.Requests;
import org.gatehouse.server.testing.Statements;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("No list, total, next page, reference or export of a realm changes with what another realm holds")
class OthersContentsTest {

    private static final String HOME = "acme";
    private static final String OTHER = "globex";
    private static final int MANY = 120; // more than a page of anything

    private static final List<String> API = List.of(
            "/accounts",
            "/accounts?size=3",
            "/accounts?size=200",
            "/accounts?q=same",
            "/accounts?q=same%20name&size=2",
            "/accounts?state=deleted",
            "/accounts?role=user&size=2",
            "/accounts?secondFactor=false&size=2",
            "/accounts?attribute=badge:7",
            "/holders?role=user&size=2",
            "/holders?permission=users.write",
            "/groups",
            "/approvals",
            "/approvals?size=1",
            "/clients",
            "/clients?q=same&size=2",
            "/registered-clients",
            "/registered-clients?q=same&size=1",
            "/initial-access-tokens",
            "/initial-access-tokens?size=1",
            "/keys",
            "/configuration",
            "/attestations",
            "/scim-tokens",
            "/audit/holds",
            "/audit/exports",
            "/audit/erasures",
            "/exports/accounts?format=json",
            "/exports/accounts?format=csv");

    private static final List<String> PAGES = List.of(
            "/console/realms/acme/accounts",
            "/console/realms/acme/accounts?q=same",
            "/console/realms/acme/accounts/proposed?q=same",
            "/console/realms/acme/devices",
            "/console/realms/acme/devices?q=same",
            "/console/realms/acme/groups",
            "/console/realms/acme/approvals",
            "/console/realms/acme/reported",
            "/console/realms/acme/accounts/new",
            "/console/realms/acme/attestations",
            "/console/realms/acme/accounts?factor=without",
            "/console/realms/acme/roles",
            "/console/realms/acme/roles/holders?role=user",
            "/console/realms/acme/keys",
            "/console/realms/acme/clients",
            "/console/realms/acme/clients?q=same",
            "/console/realms/acme/clients/new",
            "/console/realms/acme/password-rules",
            "/console/realms/acme/connections/new/entra-id",
            "/console/realms/acme/audit?what=user.created",
            "/console/realms/acme/audit?what=approval.requested",
            "/console/realms/acme/audit?what=client.auth-failed",
            "/console/realms/acme/audit/exports?what=user.created",
            "/console/realms/acme/audit/views?what=user.created",
            "/realms/acme/account",
            "/realms/acme/account/consents",
            "/realms/acme/account/companies",
            "/realms/acme/account/data",
            "/realms/acme/account/email",
            "/realms/acme/account/profile",
            "/realms/acme/account/password",
            "/realms/acme/account/erase",
            "/realms/acme/account/factors",
            "/realms/acme/account/passkeys",
            "/realms/acme/account/attestations",
            "/realms/acme/account/not-me",
            "/realms/acme/device");

    /** Remembered for some seconds, so that what has to be asked for them depends on when they are read. */
    private static final List<String> DOCUMENTS = List.of(
            "/realms/acme/.well-known/openid-configuration", "/realms/acme/oauth2/jwks", "/realms/acme/developers");

    private static final Statements STATEMENTS = new Statements();

    /** What has no contents to look at, or more with every look: tests of its own compare it with the other realm. */
    private static final List<String> NOT_A_LIST = List.of(
            "/api/realms/{realm}/audit/counts",
            "/api/realms/{realm}/audit/entries",
            "/api/realms/{realm}/audit/feed",
            "/api/realms/{realm}/audit/retention",
            "/api/realms/{realm}/audit/integrity",
            "/console/realms/{realm}/dashboard",
            "/console/realms/{realm}/retention",
            "/console/realms/{realm}/integrity",
            "/console/realms/{realm}/location", // of the installation, and the names of the realm's own connections
            "/console/realms/{realm}/location/file",
            "/console/realms/{realm}/integrity/keys",
            "/console/realms/{realm}",
            "/console/realms/{realm}/accounts/bulk", // leads back to the list
            "/console/realms/{realm}/audit/tail", // goes on; counts what the list counts
            "/api/realms/{realm}/connections", // of the file; the time since a provider was asked is in it
            "/console/realms/{realm}/connections",
            "/realms/{realm}/account/stay",
            "/realms/{realm}/sign-in/connect",
            "/.well-known/oauth-authorization-server/realms/{realm}",
            "/realms/{realm}/account/activity",
            "/realms/{realm}/account/factors/recovery-codes",
            "/realms/{realm}/account/factors/totp",
            "/realms/{realm}/account/passkeys/add",
            "/realms/{realm}/account/sessions",
            "/realms/{realm}/authorization-response",
            "/realms/{realm}/consent",
            "/realms/{realm}/connect/logout",
            "/realms/{realm}/first-administrator",
            "/realms/{realm}/sign-in",
            "/realms/{realm}/sign-in/attestation",
            "/realms/{realm}/sign-in/confirm-email",
            "/realms/{realm}/sign-in/email-code",
            "/realms/{realm}/sign-in/enrol",
            "/realms/{realm}/sign-in/enrol-passkey",
            "/realms/{realm}/sign-in/enrol-totp",
            "/realms/{realm}/sign-in/forgotten",
            "/realms/{realm}/sign-in/network",
            "/realms/{realm}/sign-in/passkey",
            "/realms/{realm}/sign-in/password",
            "/realms/{realm}/sign-in/recovery-code",
            "/realms/{realm}/sign-in/recovery-codes",
            "/realms/{realm}/sign-in/reset",
            "/realms/{realm}/sign-in/reset/done",
            "/realms/{realm}/sign-in/totp",
            "/realms/{realm}/sign-in/verify-email",
            "/realms/{realm}/sign-in/verify-email/done",
            "/realms/{realm}/signed-out",
            "/realms/{realm}/userinfo",
            "/realms/{realm}/oauth2/authorize",
            "/realms/{realm}/oauth2/device_authorization",
            "/realms/{realm}/oauth2/introspect",
            "/realms/{realm}/oauth2/par",
            "/realms/{realm}/oauth2/revoke",
            "/realms/{realm}/oauth2/token");

    @TempDir
    private static Path directory;

    private static TestServer server;
    private static Requests requests;

    private final Person administrator = People.of(server).createWith(HOME, "admin");
    private final AdminApi admin = Things.administrator(server, HOME);
    private final Browser browser = new Browser(server);

    @BeforeAll
    static void start() {
        server = TestServer.start(STATEMENTS, Things.settings(directory));
        requests = Requests.of(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Keys of the trail are believed for a while: when they are asked for is a matter of time. */
    private static final Pattern REMEMBERED = Pattern.compile("(?s).*FROM audit[.]audit_(realm_key|subject)\\b.*");

    /** A search goes on for as many entries as are left after those its own log had: each look at the console adds one. */
    private static final Pattern LEFT = Pattern.compile("LIMIT [0-9]+");

    /** What was answered, and what had to be asked for it. */
    private record Seen(Answer answer, List<String> statements) {}

    @Test
    void lookWhenAnotherRealmWasFilledThenNothingIsDifferent() {
        browser.signIn(HOME, administrator.userName(), administrator.password());
        fill(HOME, 4);
        everything(); // looking at some of it is an entry the first time

        Map<String, Seen> before = everything();
        fill(OTHER, MANY);
        everything(); // and what is remembered for a while may be forgotten by now
        Map<String, Seen> after = everything();

        before.forEach((path, seen) -> {
            assertThat(seen.answer().status()).as(path).isEqualTo(200);
            assertThat(after.get(path)).as(path).isEqualTo(seen);
            assertThat(path.startsWith("API") ? seen.statements() : List.of("any"))
                    .isNotEmpty();
        });
        requireThatEveryListWasLookedAt();
    }

    private Map<String, Seen> everything() {
        Map<String, Seen> all = new LinkedHashMap<>();
        API.forEach(path -> all.put("API " + path, seen(admin, path)));
        PAGES.forEach(path -> all.put(path, seen(path)));
        DOCUMENTS.forEach(path -> all.put(path, new Seen(Answers.comparable(browser.get(path)), List.of())));
        return all;
    }

    private static Seen seen(AdminApi api, String path) {
        AtomicReference<Answer> answer = new AtomicReference<>();
        List<String> statements = STATEMENTS.during(() -> answer.set(api.get(path)));
        return new Seen(Answers.comparable(answer.get()), lasting(statements));
    }

    private Seen seen(String path) {
        AtomicReference<Answer> answer = new AtomicReference<>();
        List<String> statements = STATEMENTS.during(() -> answer.set(browser.get(path)));
        return new Seen(Answers.comparable(answer.get()), lasting(statements));
    }

    private static List<String> lasting(List<String> statements) {
        return statements.stream()
                .filter(sql -> !REMEMBERED.matcher(sql).matches())
                .map(sql -> LEFT.matcher(sql).replaceAll("LIMIT (left)"))
                .toList();
    }

    /** Every list is looked at, so that the next one is too. */
    private static void requireThatEveryListWasLookedAt() {
        Set<Endpoint> all = Endpoint.of(server);
        Set<Endpoint> forgotten = new TreeSet<>(all);
        forgotten.removeIf(endpoint -> !endpoint.isOfRealm() || endpoint.takesSomething());
        forgotten.removeAll(Endpoint.asked(all, requests.all()));
        forgotten.removeIf(endpoint -> NOT_A_LIST.contains(endpoint.pattern()));
        assertThat(forgotten).as("neither looked at nor excused").isEmpty();
    }

    /** What came after people and groups. */
    private static void fillMore(String realm, int number) {
        AdminApi filling = Things.administrator(server, realm);
        String until = server.clock().instant().plusSeconds(86_400).toString();
        String initial = filling.post(
                        "/initial-access-tokens", "{\"note\":\"same\",\"uses\":5,\"expiresAt\":\"" + until + "\"}")
                .json("value");
        Registrar.of(server, realm).register(initial, ProtocolWay.APP.replace("App", "same"));
        String client =
                "{\"definition\":{\"id\":\"same-%d\",\"kind\":\"service\",\"secret\":\"generated\",\"scopes\":[\"reports\"]}}";
        assertThat(filling.post("/clients", client.formatted(number)).status()).isEqualTo(201);
        assertThat(filling.post("/audit/holds", ForeignIdsTest.HOLD).status()).isEqualTo(201);
    }

    /** A bit of everything a realm can hold. */
    private static void fill(String realm, int count) {
        AdminApi filling = AdminApi.as(server, realm, People.of(server).createWith(realm, "admin"));
        RelyingApp app = RelyingApp.web(server, realm);
        for (int i = 0; i < count; i++) {
            String name = "same-" + realm + "-" + i;
            String account = "/accounts/"
                    + filling.post(
                                    "/accounts",
                                    "{\"userName\":\"" + name
                                            + "\",\"displayName\":\"Same Name\",\"attributes\":{\"badge\":7}}")
                            .json("id");
            String group = "/groups/"
                    + filling.post("/groups", "{\"name\":\"" + name + "\"}").json("id");
            assertThat(filling.put(group + account.replace("/accounts", "/members"))
                            .status())
                    .isEqualTo(204);
            server.bean(JdbcClient.class)
                    .sql("INSERT INTO reported_sign_in SELECT realm_id, id, now() FROM account WHERE user_name = ?")
                    .param(name)
                    .update();
            assertThat(filling.put(account + "/roles/user").status()).isEqualTo(204);
            assertThat(filling.put(account + "/roles/admin").status()).isEqualTo(202);
            app.post("/oauth2/token", Map.of("grant_type", "nothing"));
            new Browser(server)
                    .post(
                            app.path("/oauth2/token"),
                            Map.of("grant_type", "client_credentials"),
                            "Authorization",
                            "Basic eDp5");
        }
        for (int i = 0; i < Math.min(count, 10); i++) {
            fillMore(realm, i);
            app.tokens(People.of(server).create(realm));
        }
    }
}
