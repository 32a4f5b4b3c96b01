package org.gatehouse.server.passkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Administrators see and remove the passkeys of those who may not do more than they")
class PasskeyAdministrationTest {

    private static final String REALM = "acme";

    private final TestServer server = TestServer.shared();
    private final Person person = People.of(server).create(REALM);
    private final OwnPasskeys passkeys = new OwnPasskeys(server, REALM, person);
    private final AdminApi admin = AdminApi.as(server, REALM, People.of(server).createWith(REALM, "admin"));
    private final String path = "/accounts/" + person.subject() + "/passkeys";

    @BeforeEach
    void addOne() {
        passkeys.add(new SoftwareAuthenticator(server.baseUrl())
                .model(SoftwareAuthenticator.GOOGLE)
                .synced());
    }

    @Test
    void listWithoutTheRightThenRefused() {
        AdminApi nobody = AdminApi.as(server, REALM, People.of(server).create(REALM));

        assertThat(nobody.get(path).status()).isEqualTo(403);
        assertThat(nobody.delete(path + "/" + only()).status()).isEqualTo(403);
        assertThat(passkeys.all()).hasSize(1);
    }

    @Test
    void removeWithTheRightToReadOnlyThenRefusedWithAnEntry() {
        AdminApi reader =
                AdminApi.withScopes(server, REALM, People.of(server).createWith(REALM, "helpdesk"), "users.read");
        TrailProbe probe = TrailProbe.of(server, REALM);

        assertThat(reader.delete(path + "/" + only()).status()).isEqualTo(403);

        assertThat(passkeys.all()).hasSize(1);
        assertThat(probe.fresh()).singleElement().satisfies(entry -> {
            assertThat(entry.activity()).isEqualTo(Activity.FACTOR_REMOVED);
            assertThat(entry.outcome()).isEqualTo(Outcome.DENIED);
        });
    }

    @Test
    void removeOfSomebodyWhoMayDoMoreThenRefused() {
        Person boss = People.of(server).createWith(REALM, "admin");
        OwnPasskeys theirs = new OwnPasskeys(server, REALM, boss);
        theirs.add(new SoftwareAuthenticator(server.baseUrl()));
        AdminApi helper = AdminApi.as(server, REALM, People.of(server).createWith(REALM, "helpdesk"));

        Answer answer = helper.delete("/accounts/" + boss.subject() + "/passkeys/"
                + theirs.all().get(0).id());

        assertThat(answer.status()).isEqualTo(403);
        assertThat(theirs.all()).hasSize(1);
    }

    @Test
    void listAndRemoveFromAnotherRealmThenNothingIsThere() {
        AdminApi foreign = AdminApi.as(server, "globex", People.of(server).createWith("globex", "admin"));

        assertThat(foreign.get(path).status()).isEqualTo(404);
        assertThat(foreign.delete(path + "/" + only()).status()).isEqualTo(404);
        assertThat(admin.at("globex").get(path).status()).isEqualTo(401);
        assertThat(passkeys.all()).hasSize(1);
    }

    @Test
    void pathsThatNameNothingThenClearRefusals() {
        assertThat(admin.get("/accounts/" + UUID.randomUUID() + "/passkeys").status())
                .isEqualTo(404);
        assertThat(admin.get("/accounts/nobody/passkeys").status()).isEqualTo(400);
        assertThat(admin.delete(path + "/none").status()).isEqualTo(400);
        assertThat(admin.delete(path + "/" + UUID.randomUUID()).status()).isEqualTo(204);
        assertThat(passkeys.all()).hasSize(1);
    }

    @Test
    void listThenNamesAndNoKeys() {
        Answer answer = admin.get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/items/0/name").asString()).isEqualTo("Google Password Manager");
        assertThat(answer.json().at("/items/0/model").asString()).isEqualTo(SoftwareAuthenticator.GOOGLE);
        assertThat(answer.json().at("/items/0/synced").asBoolean()).isTrue();
        assertThat(answer.json().at("/items/0").propertyNames())
                .containsExactlyInAnyOrder("id", "name", "model", "synced", "addedAt");
    }

    @Test
    void removeThenGoneWithOneEntryAboutThePerson() {
        TrailProbe probe = TrailProbe.of(server, REALM);

        assertThat(admin.delete(path + "/" + only()).status()).isEqualTo(204);

        assertThat(passkeys.all()).isEmpty();
        assertThat(probe.fresh()).singleElement().satisfies(entry -> {
            assertThat(entry.activity()).isEqualTo(Activity.FACTOR_REMOVED);
            assertThat(entry.target().person()).isEqualTo(person.subject());
            assertThat(entry.actor().person()).isNotEqualTo(person.subject());
            assertThat(entry.detail()).containsEntry("factor", "passkey");
        });
    }

    @Test
    void accountPageWhenThereIsNoPasskeyThenOffersOneAndNotAfterwards() {
        Person newcomer = People.of(server).create(REALM);
        Browser browser = new Browser(server);
        browser.signIn(REALM, newcomer.userName(), newcomer.password());

        assertThat(browser.get("/realms/acme/account").body()).contains("Sign in without a password");

        new OwnPasskeys(server, REALM, newcomer).add(new SoftwareAuthenticator(server.baseUrl()));
        assertThat(browser.get("/realms/acme/account").body())
                .doesNotContain("Sign in without a password")
                .contains("/account/passkeys\"");
    }

    private UUID only() {
        return passkeys.all().get(0).id();
    }
}
