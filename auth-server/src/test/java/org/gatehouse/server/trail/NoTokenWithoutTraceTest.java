package org.gatehouse.server.trail;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.audit.query.TrailReader;
import org.gatehouse.audit.verify.TrailVerifier;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailOutage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** When the trail cannot be written, nothing that grants leaves; when it can again, everything works without a restart. */
class NoTokenWithoutTraceTest {

    private static final String PASSWORD = "Correct-horse-7-battery";

    private static TestServer server;

    @BeforeAll
    static void startAServerToBreak() {
        server = TestServer.start(TestDatabase.fresh(), new SettableClock(), Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void tokenWhenTheTrailCannotBeWrittenThenUnavailableAndNoTokenAndHealsAfterwards() {
        RelyingApp service = RelyingApp.of(server, "acme", "exporter");
        Map<String, String> request = Map.of("grant_type", "client_credentials", "scope", "reports");
        assertThat(service.token(request).status()).isEqualTo(200);

        List<Answer> answers = TrailOutage.during(
                server, () -> List.of(service.token(request), new Browser(server).signIn("acme", "alice", PASSWORD)));
        Answer refused = answers.get(0);
        Answer signIn = answers.get(1);

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isNotEmpty();
        assertThat(refused.body()).doesNotContain("access_token");
        assertThat(signIn.status()).isEqualTo(503);
        assertThat(signIn.header("Set-Cookie")).as("no session was opened").doesNotContain("SPRING");
        assertThat(service.token(request).status()).isEqualTo(200);
        assertThat(new Browser(server).signIn("acme", "alice", PASSWORD).status())
                .isEqualTo(302);
    }

    @Test
    void signedAnswerAboutATokenWhenTheTrailCannotBeWrittenThenUnavailableAndNothingIsConfirmed() {
        RelyingApp service = RelyingApp.of(server, "acme", "exporter");
        String token = service.token(Map.of("grant_type", "client_credentials", "scope", "reports"))
                .json("access_token");
        String[] signed = {"Accept", "application/token-introspection+jwt"};
        Map<String, String> question = Map.of("token", token);
        assertThat(service.post("/oauth2/introspect", question, signed).status())
                .isEqualTo(200);

        Answer refused = TrailOutage.during(server, () -> service.post("/oauth2/introspect", question, signed));

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.body()).doesNotStartWith("ey");
        assertThat(service.post("/oauth2/introspect", question, signed).body()).startsWith("ey");
    }

    @Test
    void entryWhenItsRevealCannotBeWrittenThenUnavailableAndNotShown() {
        AdminApi admin = AdminApi.as(server, "acme", People.of(server).createWith("acme", "admin"));
        String path = "/audit/entries/" + reference(admin.get("/audit/entries?size=1"));
        String revealed = path + "?reveal=true&why=Case+12";
        assertThat(admin.get(revealed).status()).isEqualTo(200);

        Answer refused = TrailOutage.during(server, () -> admin.get(revealed));

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.body()).doesNotContain("sentence");
        assertThat(admin.get(revealed).status()).isEqualTo(200);
    }

    private static String reference(Answer page) {
        JsonNode entry = page.json().at("/items/0");
        String log = entry.path("log").asString();
        return log.substring(log.lastIndexOf('/') + 1) + ":"
                + entry.path("index").asLong();
    }

    @Test
    void journeyWhenDoneThenEachStepHasItsEntryAndTheTrailVerifies() throws SQLException {
        RelyingApp app = RelyingApp.web(server, "acme");
        Answer tokens = app.redeem(app.code(new Browser(server), "alice", PASSWORD));
        app.refresh(tokens.json("refresh_token"));
        app.revoke(tokens.json("access_token"));

        assertThat(server.bean(TrailReader.class).latest("acme", 5))
                .extracting(EntryView::activity)
                .containsExactly(
                        Activity.TOKEN_REVOKED,
                        Activity.TOKEN_REFRESHED,
                        Activity.TOKEN_ISSUED,
                        Activity.CODE_ISSUED,
                        Activity.AUTH_LOGIN);
        assertThat(TrailVerifier.verify(server.database().dataSource(), progress -> {})
                        .faults())
                .isEmpty();
    }
}
