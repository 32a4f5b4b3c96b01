package org.gatehouse.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.server.factor.recovery.RecoveryCodes;
import org.gatehouse.server.factor.totp.TotpFactors;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Authenticator;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Administrators see and reset what people have beside their password, within their own rights")
class FactorsApiTest {

    private static final String REALM = "acme";
    private static final String CONSOLE = "/console/realms/acme/accounts/";

    private final TestServer server = TestServer.shared();
    private final Realm realm = server.bean(Realms.class).get(REALM);
    private final TotpFactors apps = server.bean(TotpFactors.class);
    private final RecoveryCodes codes = server.bean(RecoveryCodes.class);
    private final People people = People.of(server);
    private final Person helper = people.createWith(REALM, "helpdesk");
    private final AdminApi api = AdminApi.as(server, REALM, helper);
    private final Person person = people.create(REALM);
    private final UUID id = person.subject();
    private final String path = "/accounts/" + id + "/factors";

    @Test
    void callsWhenNotAllowedThenRefusedAndNothingChanges() {
        UUID app = enrol(id);
        AdminApi reader = AdminApi.asRobot(server, REALM, "users.read");
        AdminApi nobody = AdminApi.as(server, REALM, people.create(REALM));
        TrailProbe trail = TrailProbe.of(server, REALM);

        assertThat(nobody.get(path).status()).isEqualTo(403);
        assertThat(reader.delete(path + "/" + app).status()).isEqualTo(403);
        assertThat(reader.deleteSeen(path).status()).isEqualTo(403);

        assertThat(apps.of(realm, id)).hasSize(1);
        assertThat(trail.fresh())
                .filteredOn(entry -> entry.activity().code().equals("factor.removed"))
                .hasSize(2)
                .allMatch(entry -> entry.outcome() == Outcome.DENIED);
    }

    @Test
    void resetWhenPersonStandsAboveThenRefused() {
        Person admin = people.createWith(REALM, "admin");
        UUID app = enrol(admin.subject());

        assertThat(api.delete("/accounts/" + admin.subject() + "/factors/" + app)
                        .json("type"))
                .endsWith("above-own-rights");
        assertThat(api.deleteSeen("/accounts/" + admin.subject() + "/factors").status())
                .isEqualTo(403);
        assertThat(apps.of(realm, admin.subject())).hasSize(1);
    }

    @Test
    void resetWhenItIsOnesOwnThenRefused() {
        UUID app = enrol(helper.subject());

        assertThat(api.delete("/accounts/" + helper.subject() + "/factors/" + app)
                        .json("type"))
                .endsWith("own-rights");
        assertThat(apps.of(realm, helper.subject())).hasSize(1);
    }

    @Test
    void callsWhenThereIsNoSuchFactorAccountOrRealmThenNotFound() {
        UUID app = enrol(id);
        Person other = people.create(REALM);
        AdminApi elsewhere = AdminApi.as(server, "globex", people.createWith("globex", "helpdesk"));

        assertThat(api.delete(path + "/" + UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(api.delete("/accounts/" + other.subject() + "/factors/" + app)
                        .status())
                .isEqualTo(404);
        assertThat(api.get("/accounts/" + UUID.randomUUID() + "/factors").status())
                .isEqualTo(404);
        assertThat(elsewhere.get(path).status()).isEqualTo(404);
        assertThat(elsewhere.delete(path + "/" + app).status()).isEqualTo(404);
        assertThat(api.delete(path + "/nonsense").status()).isEqualTo(400);
        assertThat(apps.of(realm, id)).hasSize(1);
    }

    @Test
    void resetWhenNotSeenOrStaleThenRefused() {
        enrol(id);
        String tag = api.get(path).header("ETag");

        assertThat(api.delete(path).status()).isEqualTo(428);
        api.patchSeen("/accounts/" + id, "{\"displayName\":\"Another Name\"}");
        assertThat(api.delete(path, "If-Match", tag).status()).isEqualTo(412);
        assertThat(apps.of(realm, id)).hasSize(1);
    }

    @Test
    void listThenSaysWhatThereIsAndNoSecret() {
        UUID app = enrol(id);
        codes.replace(realm, id, List.of("AAAAA-AAAA1", "AAAAA-AAAA2"));

        Answer answer = api.get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/factors/0/id").asString()).isEqualTo(app.toString());
        assertThat(answer.json().at("/factors/0/kind").asString()).isEqualTo("totp");
        assertThat(answer.json().at("/factors/0/name").asString()).isEqualTo("Phone");
        assertThat(answer.json().at("/factors/0/lastUsed").isMissingNode()).isTrue();
        assertThat(answer.json().path("recoveryCodes").asInt()).isEqualTo(2);
        assertThat(answer.json().path("rememberedBrowsers").asInt()).isZero();
        assertThat(answer.body()).doesNotContain("AAAAA");
    }

    @Test
    void removeThenTheLastOneTakesTheCodesWithItAndThePasswordIsEnoughAgain() {
        UUID app = enrol(id);
        codes.replace(realm, id, List.of("AAAAA-AAAA1"));
        assertThat(signIn()).contains("/totp");
        TrailProbe trail = TrailProbe.of(server, REALM);

        assertThat(api.delete(path + "/" + app).status()).isEqualTo(204);

        assertThat(trail.fresh())
                .hasSize(2)
                .allMatch(entry -> entry.activity().code().equals("factor.removed"))
                .extracting(EntryView::reason)
                .containsOnly("reset-by-administrator");
        assertThat(codes.left(realm, id)).isZero();
        assertThat(TestServer.mail().only(person.email()).subject()).startsWith("A second factor was removed");
        assertThat(signIn()).endsWith("/account");
        assertThat(api.delete(path + "/" + app).status()).isEqualTo(404);
    }

    @Test
    void resetThenNothingIsLeft() {
        enrol(id);
        enrol(id);
        codes.replace(realm, id, List.of("AAAAA-AAAA1"));

        assertThat(api.deleteSeen(path).status()).isEqualTo(204);

        assertThat(apps.of(realm, id)).isEmpty();
        assertThat(codes.left(realm, id)).isZero();
        assertThat(api.deleteSeen(path).status()).isEqualTo(204);
    }

    @Test
    void consoleThenShowsRemovesAndResets() {
        UUID first = enrol(id);
        enrol(id);
        Browser browser = new Browser(server);
        browser.signIn(REALM, helper.userName(), helper.password());
        String page = CONSOLE + id + "/factors";
        assertThat(browser.get(CONSOLE + id).body()).contains(page);
        assertThat(browser.get(page).body()).contains("authenticator app", "Reset two-step sign-in");

        assertThat(browser.submit(browser.get(page), page + "/" + first + "/remove", Map.of())
                        .location())
                .endsWith("done=removed");
        assertThat(apps.of(realm, id)).hasSize(1);
        Answer seen = browser.get(page);
        assertThat(browser.submit(seen, page + "/reset", Map.of("version", "0")).body())
                .contains("role=\"alert\"");
        assertThat(browser.submit(seen, page + "/reset", Map.of("version", seen.hidden("version")))
                        .location())
                .endsWith("done=reset");
        assertThat(apps.of(realm, id)).isEmpty();
    }

    @Test
    void eraseThenNoRowIsLeft() {
        enrol(id);
        codes.replace(realm, id, List.of("AAAAA-AAAA1"));
        AdminApi admin = AdminApi.as(server, REALM, people.createWith(REALM, "admin"));

        assertThat(admin.eraseSeen("/accounts/" + id).status()).isEqualTo(204);

        assertThat(apps.of(realm, id)).isEmpty();
        assertThat(codes.left(realm, id)).isZero();
    }

    private UUID enrol(UUID account) {
        Authenticator.of(server, REALM, account);
        return apps.of(realm, account).get(0).id();
    }

    private String signIn() {
        return new Browser(server)
                .signIn(REALM, person.userName(), person.password())
                .location();
    }
}
