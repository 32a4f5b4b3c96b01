package org.gatehouse.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName(
        "The administration API lets in who has a token of the realm, and lets them do what both token and role allow")
class ApiAccessTest {

    private static final String REALM = "acme";

    private final TestServer server = TestServer.shared();
    private final People people = People.of(server);
    private final Person admin = people.createWith(REALM, "admin");

    @ParameterizedTest
    @ValueSource(
            strings = {"/accounts", "/groups", "/approvals", "/holders?role=user", "/exports/accounts", "/nothing"})
    void callWhenThereIsNoTokenThenUnauthorizedWhateverThePath(String path) {
        Answer answer = new Browser(server).get("/api/realms/acme" + path);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer nonsense", "Bearer ", "Basic YTpi", "Bearer eyJhbGciOiJub25lIn0.e30."})
    void callWhenTokenIsNoneThenInvalidToken(String header) {
        Answer answer = new Browser(server).get("/api/realms/acme/accounts", "Authorization", header);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).contains("invalid_token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id_token", "refresh_token"})
    void callWhenTokenIsOfAnotherKindThenInvalidToken(String kind) {
        String token = RelyingApp.web(server, REALM).tokens(admin).json(kind);

        assertThat(AdminApi.withToken(server, REALM, token).get("/accounts").status())
                .isEqualTo(401);
    }

    @Test
    void callWithTheSessionCookieAloneThenUnauthorized() {
        Browser browser = new Browser(server);
        browser.signIn(REALM, admin.userName(), admin.password());

        assertThat(browser.get("/api/realms/acme/accounts").status()).isEqualTo(401);
        assertThat(browser.post("/api/realms/acme/accounts", Map.of("userName", "x"))
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"acme, globex", "globex, acme"})
    void callWithATokenOfAnotherRealmThenUnauthorizedAndNothingIsTold(String home, String foreign) {
        AdminApi api = AdminApi.as(server, home, people.createWith(home, "admin"));
        Person there = people.create(foreign);

        for (String path : new String[] {"/accounts", "/groups", "/approvals", "/accounts/" + there.subject()}) {
            assertThat(api.at(foreign).get(path).status()).as(path).isEqualTo(401);
        }
        assertThat(api.get("/accounts/" + there.subject()).status()).isEqualTo(404);
        assertThat(api.get("/accounts?q=" + there.email()).json().path("items")).isEmpty();
        assertThat(api.at("nowhere").get("/accounts").status()).isEqualTo(404);
    }

    @Test
    void callWhenTheTokenWasRevokedOrItsOwnerDisabledThenUnauthorized() {
        Person person = people.createWith(REALM, "admin");
        AdminApi api = AdminApi.as(server, REALM, person);
        assertThat(api.get("/accounts").status()).isEqualTo(200);

        AdminApi.as(server, REALM, admin).post("/accounts/" + person.subject() + "/disable");

        assertThat(api.get("/accounts").status()).isEqualTo(401);
    }

    @Test
    void callWhenTheScopeIsMissingThenForbiddenAlsoForAnAdministrator() {
        AdminApi api = AdminApi.withScopes(server, REALM, admin, "users.read");

        assertThat(api.get("/accounts").status()).isEqualTo(200);
        Answer answer = api.post("/accounts", "{\"userName\":\"x\",\"displayName\":\"X\"}");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("WWW-Authenticate")).contains("insufficient_scope");
        assertThat(answer.json("detail")).contains("users.write");
    }

    @ParameterizedTest
    @CsvSource({"user", "auditor", "support", "client-admin", "dispatcher"})
    void callWhenNoRoleAllowsItThenForbiddenWhateverTheScopes(String role) {
        AdminApi api = AdminApi.as(server, REALM, people.createWith(REALM, role));
        String somebody = "/accounts/" + people.create(REALM).subject();

        assertThat(api.get("/accounts").status()).isEqualTo(403);
        assertThat(api.get(somebody).status()).isEqualTo(403);
        assertThat(api.get(somebody + "/rights").status()).isEqualTo(403);
        assertThat(api.get("/groups").status()).isEqualTo(403);
        assertThat(api.get("/approvals").status()).isEqualTo(403);
        assertThat(api.get("/exports/accounts").status()).isEqualTo(403);
        assertThat(api.post(somebody + "/disable").status()).isEqualTo(403);
        assertThat(api.put(somebody + "/roles/user").status()).isEqualTo(403);
        assertThat(api.delete(somebody, "If-Match", "\"0\"").status()).isEqualTo(403);
    }

    @Test
    void callWhenTheRoleIsTakenThenTheNextCallIsForbidden() {
        Person helper = people.createWith(REALM, "helpdesk");
        AdminApi api = AdminApi.as(server, REALM, helper);
        assertThat(api.get("/accounts").status()).isEqualTo(200);

        AdminApi.as(server, REALM, admin).delete("/accounts/" + helper.subject() + "/roles/helpdesk");

        assertThat(api.get("/accounts").status()).isEqualTo(403);
    }

    @Test
    void callWhenAProgramHasTheScopeThenItMayActForItself() {
        AdminApi robot = AdminApi.asRobot(server, REALM, "users.read");

        assertThat(robot.get("/accounts").status()).isEqualTo(200);
        assertThat(robot.get("/groups").status()).isEqualTo(403);
    }

    @Test
    void callWhenTheMethodIsUnknownThenNamesThoseThatAre() {
        Answer answer = AdminApi.as(server, REALM, admin).put("/accounts");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).contains("GET").contains("POST");
    }
}
