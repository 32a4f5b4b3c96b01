package org.gatehouse.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.gatehouse.audit.event.Change;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Whoever is called because somebody has to wait sees why, and lets them in")
class SlowedApiTest {

    private static final String REALM = "acme";

    private final TestServer server = TestServer.shared();
    private final People people = People.of(server);
    private final Person boss = people.createWith(REALM, "admin");
    private final AdminApi admin = AdminApi.as(server, REALM, boss);
    private final Person person = people.create(REALM);
    private final String path = "/accounts/" + person.subject() + "/slowed";
    private final String page = "/console/realms/acme/accounts/" + person.subject();

    @Test
    void liftWhenNotAllowedOrOnesOwnThenRefusedAndNothingIsLifted() {
        guess(person);
        guess(boss);
        AdminApi nobody = AdminApi.as(server, REALM, people.create(REALM));

        assertThat(nobody.get(path).status()).isEqualTo(403);
        assertThat(nobody.delete(path).status()).isEqualTo(403);
        assertThat(admin.delete("/accounts/" + boss.subject() + "/slowed").status())
                .isEqualTo(403);
        assertThat(admin.get("/accounts/" + UUID.randomUUID() + "/slowed").status())
                .isEqualTo(404);
        assertThat(signIn(person).status()).isEqualTo(429);
        assertThat(signIn(boss).status()).isEqualTo(429);
    }

    @Test
    void slowedThenItIsSeenUntilWhenAndLiftedWithItsEntry() {
        assertThat(admin.get(path).json().path("items")).isEmpty();
        guess(person);

        Answer list = admin.get(path);

        assertThat(list.json().path("items")).hasSize(1);
        assertThat(list.json().at("/items/0/kind").asString()).isEqualTo("password");
        assertThat(list.json().at("/items/0/knownBrowser").asBoolean()).isFalse();
        assertThat(Instant.parse(list.json().at("/items/0/until").asString()))
                .isAfter(server.clock().instant());
        TrailProbe probe = TrailProbe.of(server, REALM);
        assertThat(admin.delete(path).status()).isEqualTo(204);
        assertThat(probe.fresh()).singleElement().satisfies(entry -> {
            assertThat(entry.activity().code()).isEqualTo("user.updated");
            assertThat(entry.changes()).containsExactly(Change.of("slowed", "password", "none"));
        });
        assertThat(signIn(person).status()).isEqualTo(302);
        assertThat(admin.get(path).json().path("items")).isEmpty();
        assertThat(admin.delete(path).status()).isEqualTo(204);
        assertThat(probe.freshCodes()).as("nothing was lifted").doesNotContain("user.updated");
    }

    /** Else whoever may lift would refill the counters of somebody they guess at, and leave no trace. */
    @Test
    void liftWhenTheWaitIsOverThenTheCountersStayAsTheyAre() {
        guess(person);
        server.clock().advance(Duration.ofSeconds(13));
        TrailProbe probe = TrailProbe.of(server, REALM);

        assertThat(admin.delete(path).status()).isEqualTo(204);

        assertThat(probe.freshCodes()).doesNotContain("user.updated");
        assertThat(new Browser(server).signIn(REALM, person.userName(), "wrong").status())
                .as("the one try that has come back")
                .isEqualTo(200);
        assertThat(signIn(person).status()).isEqualTo(429);
    }

    @Test
    void consoleThenTheOwnBrowserIsToldApartAndBothAreLifted() {
        Browser own = new Browser(server);
        own.signIn(REALM, person.userName(), person.password());
        for (int i = 0; i < 6; i++) {
            own.signIn(REALM, person.userName(), "wrong-" + i);
        }
        guess(person);
        Browser console = new Browser(server);
        console.signIn(REALM, boss.userName(), boss.password());

        Answer account = console.get(page);

        assertThat(account.body())
                .contains("Slowed down for now", "only with a browser this person has signed in with")
                .contains("with every browser this person has not signed in with");
        Answer lifted = console.submit(account, page + "/slowed/lift", Map.of());
        assertThat(lifted.location()).endsWith("?done=slowed-lifted");
        assertThat(console.get(page).body()).doesNotContain("Slowed down for now");
        assertThat(own.signIn(REALM, person.userName(), person.password()).status())
                .isEqualTo(302);
        assertThat(signIn(person).status()).isEqualTo(302);
    }

    private void guess(Person somebody) {
        for (int i = 0; i < 6; i++) {
            new Browser(server).signIn(REALM, somebody.userName(), "wrong-" + i);
        }
    }

    private Answer signIn(Person somebody) {
        return new Browser(server).signIn(REALM, somebody.userName(), somebody.password());
    }
}
