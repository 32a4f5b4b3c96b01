package org.gatehouse.server.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.gatehouse.server.groups.Group;
import org.gatehouse.server.groups.Groups;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.StrictServer;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.gatehouse.server.testing.Untraced;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Texts people accept before they get in, and the report about it. */
class AttestationTest {

    private static final String REALM = StrictServer.STRICT;
    private static final String STEP = "/realms/strict/sign-in/attestation";
    private static final String ACCOUNT = "/realms/strict/account";

    private final TestServer server = StrictServer.shared();
    private final Realm realm = server.bean(Realms.class).get(REALM);
    private final Person reader = People.of(server).createWith(REALM, "reader");
    private final Browser browser = new Browser(server);

    @Test
    void signInWhenSomethingIsDueThenNoWayAroundIt() {
        Answer step = signIn();

        assertThat(step.location()).contains(STEP + "?attempt=");
        assertThat(browser.get(ACCOUNT).status()).isEqualTo(302);
        assertThat(browser.get(STEP + "?attempt=made-up").status()).isEqualTo(410);
        assertThat(decide(step, Map.of("id", "privacy", "version", "2")).body()).contains("Tick the box");
        assertThat(decide(step, Map.of("id", "privacy", "version", "1", "accepted", "true"))
                        .body())
                .contains("The text was changed meanwhile");
        assertThat(decide(step, Map.of("id", "made-up", "version", "2", "accepted", "true"))
                        .body())
                .contains("The text was changed meanwhile");
        assertThat(browser.get(ACCOUNT).status()).isEqualTo(302);
        assertThat(accepted()).isZero();
    }

    @Test
    void signInWhenDeclinedThenOutAndAskedAgain() {
        Answer step = signIn();

        Answer declined =
                decide(step, Map.of("id", "privacy", "version", "2", "decision", "decline", "accepted", "true"));

        assertThat(declined.location()).endsWith("/signed-out");
        assertThat(browser.get(ACCOUNT).status()).isEqualTo(302);
        assertThat(accepted()).isZero();
        assertThat(signIn().location()).contains(STEP);
    }

    @Test
    void acceptThenInWithOneEntryAndNotAskedAgainUntilItIsToBeRenewed() {
        Answer step = signIn();
        TrailProbe probe = TrailProbe.of(server, REALM);

        Answer done = accept(step);

        assertThat(done.location()).endsWith(ACCOUNT);
        assertThat(probe.freshCodes()).containsExactlyInAnyOrder("attestation.accepted", "auth.login");
        assertThat(signIn().location()).endsWith(ACCOUNT);
        assertThat(browser.get(ACCOUNT + "/attestations").body())
                .contains("Privacy")
                .contains("I look at personal data");

        server.clock().advance(Duration.ofDays(366));
        assertThat(signIn().location()).contains(STEP);
        accept(signIn());
        assertThat(accepted()).isEqualTo(2);
    }

    @Test
    void acceptWhenTheTrailIsAwayThenUnavailableAndNothingIsAccepted() {
        Answer step = signIn();
        Answer page = browser.get(step.location());
        Map<String, String> form = Map.of(
                "id",
                "privacy",
                "version",
                "2",
                "accepted",
                "true",
                "decision",
                "accept",
                "attempt",
                step.redirectParameter("attempt"));

        Answer done = Untraced.of(server, REALM).then("accept", () -> browser.submit(page, STEP, form));

        assertThat(done.location()).endsWith(ACCOUNT);
    }

    @Test
    void signInWhenAnOlderVersionWasAcceptedThenAskedAgain() {
        accept(signIn());
        server.bean(JdbcClient.class)
                .sql("UPDATE attestation_acceptance SET version = 1 WHERE account_id = ?")
                .param(reader.subject())
                .update();

        assertThat(browser.get("/realms/strict/sign-in").location())
                .as("who is signed in is asked too")
                .contains(STEP);
        assertThat(new Browser(server)
                        .signIn(REALM, reader.userName(), reader.password())
                        .location())
                .contains(STEP);
    }

    @Test
    void signInWhenInAGroupInsideThenAskedForWhatTheGroupAroundAccepts() {
        Person member = People.of(server).create(REALM);
        assertThat(new Browser(server)
                        .signIn(REALM, member.userName(), member.password())
                        .location())
                .endsWith(ACCOUNT);
        Group north =
                server.bean(Groups.class).findByPath(realm, "field-team/north").orElseThrow();
        AdminApi admin = AdminApi.as(server, REALM, People.of(server).createWith(REALM, "admin"));
        assertThat(admin.put("/groups/" + north.id() + "/members/" + member.subject())
                        .status())
                .isEqualTo(204);

        Answer step = browser.signIn(REALM, member.userName(), member.password());

        assertThat(browser.get(step.location()).body()).contains("I lock what I open.");
        assertThat(browser.get(step.location(), "Accept-Language", "fr").body()).contains("Je referme");
        assertThat(admin.get("/attestations/safety/people?state=missing").body())
                .contains(member.userName());
        assertThat(admin.get("/attestations/privacy/people").body()).doesNotContain(member.userName() + "\"");
    }

    @Test
    void reportThenSaysWhoAcceptedAndWhoHasNotPageByPage() {
        accept(signIn());
        Person late = People.of(server).createWith(REALM, "reader");
        AdminApi auditor = AdminApi.as(server, REALM, People.of(server).createWith(REALM, "auditor"));

        Set<String> all = new HashSet<>();
        String cursor = "";
        do {
            Answer page =
                    auditor.get("/attestations/privacy/people?size=1" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            page.json()
                    .path("items")
                    .forEach(item ->
                            assertThat(all.add(item.path("id").asString())).isTrue());
            cursor = page.json("next");
        } while (!cursor.isEmpty());

        assertThat(all).contains(reader.subject().toString(), late.subject().toString());
        assertThat(auditor.get("/attestations/privacy/people?state=accepted&size=200")
                        .body())
                .contains(reader.subject().toString())
                .doesNotContain(late.subject().toString());
        assertThat(auditor.get("/attestations/privacy/people?state=missing&size=200")
                        .body())
                .contains(late.subject().toString())
                .doesNotContain(reader.subject().toString());
        assertThat(auditor.get("/attestations").body()).contains("\"privacy\"", "\"safety\"");
    }

    @Test
    void reportWhenNotAllowedOrUnknownThenRefused() {
        AdminApi nobody = AdminApi.as(server, REALM, acceptedReader());

        assertThat(nobody.get("/attestations").status()).isEqualTo(403);
        assertThat(nobody.get("/attestations/privacy/people").status()).isEqualTo(403);
        assertThat(nobody.get("/exports/attestations/privacy").status()).isEqualTo(403);
        AdminApi auditor = AdminApi.as(server, REALM, People.of(server).createWith(REALM, "auditor"));
        assertThat(auditor.get("/attestations/none/people").status()).isEqualTo(404);
        assertThat(auditor.get("/attestations/privacy/people?state=some").status())
                .isEqualTo(400);
        assertThat(auditor.get("/exports/attestations/privacy?format=exe").status())
                .isEqualTo(400);
    }

    @Test
    void exportThenTheWholeReportAndItsEntry() {
        accept(signIn());
        AdminApi auditor = AdminApi.as(server, REALM, People.of(server).createWith(REALM, "auditor"));
        TrailProbe probe = TrailProbe.of(server, REALM);

        Answer csv = auditor.get("/exports/attestations/privacy?state=accepted");

        assertThat(csv.header("Content-Disposition")).contains("strict-attestation-privacy.csv");
        assertThat(csv.body()).contains("acceptedVersion").contains(reader.userName());
        assertThat(probe.freshCodes()).contains("data.exported");
        assertThat(auditor.get("/exports/attestations/privacy?format=json").body())
                .contains("\"accepted\":\"true\"");
    }

    private Person acceptedReader() {
        accept(signIn());
        return reader;
    }

    private Answer signIn() {
        return browser.signIn(REALM, reader.userName(), reader.password());
    }

    private Answer accept(Answer step) {
        return decide(step, Map.of("id", "privacy", "version", "2", "accepted", "true", "decision", "accept"));
    }

    private Answer decide(Answer step, Map<String, String> fields) {
        Map<String, String> form = new java.util.HashMap<>(fields);
        form.put("attempt", step.redirectParameter("attempt"));
        return browser.submit(browser.get(step.location()), STEP, form);
    }

    private int accepted() {
        return server.bean(JdbcClient.class)
                .sql("SELECT count(*) FROM attestation_acceptance WHERE account_id = ?")
                .param(reader.subject())
                .query(Integer.class)
                .single();
    }
}
