package org.gatehouse.server.federation.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.federation.Guests;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.AccountState;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.federation.UpstreamIdentity;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What administrators and provisioning do with the links of others, and what goes when a person goes. */
class IdentitiesTest {

    private static final String REALM = "acme";
    private static final Connection MAPPING =
            Newcomer.mapping(Newcomer.CONNECTION, Map.of("Planner", "dispatcher"), Map.of(), Guests.REFUSED);

    private final TestServer server = TestServer.shared();
    private final Realm realm = server.bean(Realms.class).get(REALM);
    private final People people = People.of(server);
    private final AdminApi api = AdminApi.as(server, REALM, people.createWith(REALM, "helpdesk"));
    private final Person person = people.create(REALM);
    private final UpstreamIdentity identity = Newcomer.somebody()
            .called("ada@partner.example")
            .in(Set.of("Planner"), Set.of())
            .identity();
    private final String path = "/accounts/" + person.subject() + "/identities";

    @Test
    void removeWhenNotAllowedThenRefusedWithAnEntryAndStays() {
        String link = link(person, identity);
        AdminApi reader = AdminApi.asRobot(server, REALM, "users.read");
        AdminApi nobody = AdminApi.as(server, REALM, people.create(REALM));
        TrailProbe trail = TrailProbe.of(server, REALM);

        assertThat(nobody.get(path).status()).isEqualTo(403);
        assertThat(reader.delete(path + "/" + link).status()).isEqualTo(403);

        assertThat(links(person)).isOne();
        EntryView entry = trail.fresh().get(0);
        assertThat(entry.activity().code() + " " + entry.outcome()).isEqualTo("federation.unlinked DENIED");
    }

    @Test
    void removeWhenThePersonStandsAboveOrIsOneselfThenRefused() {
        Person admin = people.createWith(REALM, "admin");
        String above = link(admin, Newcomer.somebody().identity());
        Person helper = people.createWith(REALM, "helpdesk");
        String own = link(helper, Newcomer.somebody().identity());

        assertThat(api.delete("/accounts/" + admin.subject() + "/identities/" + above)
                        .json("type"))
                .endsWith("above-own-rights");
        assertThat(AdminApi.as(server, REALM, helper)
                        .delete("/accounts/" + helper.subject() + "/identities/" + own)
                        .json("type"))
                .endsWith("own-rights");
        assertThat(links(admin) + links(helper)).isEqualTo(2);
    }

    @Test
    void removeWhenItIsSomebodyElsesOrOfAnotherRealmThenNothingHappens() {
        String link = link(person, identity);
        Person other = people.create(REALM);
        AdminApi elsewhere = AdminApi.as(server, "globex", people.createWith("globex", "helpdesk"));

        assertThat(api.delete("/accounts/" + other.subject() + "/identities/" + link)
                        .status())
                .isEqualTo(204);
        assertThat(elsewhere.get(path).status()).isEqualTo(404);
        assertThat(elsewhere.delete(path + "/" + link).status()).isEqualTo(404);
        assertThat(api.get("/accounts/none/identities").status()).isEqualTo(400);
        assertThat(links(person)).isOne();
    }

    @Test
    void removeThenWhatCameByItGoesToo() {
        String link = link(person, identity);
        assertThat(roles(person)).contains("dispatcher");
        assertThat(api.get(path).json().at("/items/0/subject").asString()).isEqualTo(identity.subject());
        TrailProbe trail = TrailProbe.of(server, REALM);

        assertThat(api.delete(path + "/" + link).status()).isEqualTo(204);

        assertThat(links(person)).isZero();
        assertThat(roles(person)).containsExactly("user");
        assertThat(trail.freshCodes()).containsExactlyInAnyOrder("role.revoked", "federation.unlinked");
        assertThat(api.delete(path + "/" + link).status()).isEqualTo(204);
        assertThat(trail.fresh()).isEmpty();
    }

    @Test
    void leaveWhenNoAdministratorWouldBeLeftThenRefused() {
        // of a realm of its own kind: here the other administrators are out of the way for a moment
        Person last = people.createWith("globex", "admin");
        Realm globex = server.bean(Realms.class).get("globex");
        server.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            status.setRollbackOnly();
            server.bean(JdbcClient.class)
                    .sql("UPDATE account SET state = 'DISABLED' WHERE realm_id = ? AND id <> ?")
                    .params(globex.id(), last.subject())
                    .update();
            assertThatThrownBy(() -> server.bean(Departures.class)
                            .left(
                                    globex,
                                    "partner",
                                    "connection:partner",
                                    last.subject(),
                                    Party.system(),
                                    null,
                                    Departures.LEFT))
                    .hasMessageContaining("last active administrator");
        });
    }

    @Test
    void leaveThenShutOutSignedOutAndWithoutWhatCameByIt() {
        link(person, identity);
        Browser browser = new Browser(server);
        browser.signIn(REALM, person.userName(), person.password());
        assertThat(browser.get("/realms/acme/account").status()).isEqualTo(200);
        TrailProbe trail = TrailProbe.of(server, REALM);
        Departures departures = server.bean(Departures.class);

        assertThat(departures.account(realm, Newcomer.CONNECTION, Newcomer.ISSUER, identity.subject()))
                .contains(person.subject());
        assertThat(departures.left(
                        realm,
                        Newcomer.CONNECTION,
                        "connection:partner",
                        person.subject(),
                        Party.system(),
                        null,
                        Departures.LEFT))
                .isTrue();

        assertThat(browser.get("/realms/acme/account").status()).isEqualTo(302);
        assertThat(account(person).state()).isEqualTo(AccountState.DISABLED);
        assertThat(roles(person)).containsExactly("user");
        assertThat(trail.fresh())
                .filteredOn(entry -> entry.activity().code().equals("user.disabled"))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.reason()).isEqualTo("left-provider");
                    assertThat(entry.detail()).containsEntry("connection", "partner");
                });
        assertThatThrownBy(() -> server.bean(Recognition.class).recognise(realm, MAPPING, identity))
                .hasMessage("account-disabled");
        assertThat(departures.left(
                        realm,
                        Newcomer.CONNECTION,
                        "connection:partner",
                        person.subject(),
                        Party.system(),
                        null,
                        Departures.LEFT))
                .isFalse();
    }

    @Test
    void deleteAndRestoreThenWhatTheProviderGaveIsStillItsToTake() {
        link(person, identity);
        AdminApi admin = AdminApi.as(server, REALM, people.createWith(REALM, "admin"));
        String account = "/accounts/" + person.subject();
        assertThat(admin.deleteSeen(account).status()).isEqualTo(204);
        assertThatThrownBy(() -> server.bean(Recognition.class).recognise(realm, MAPPING, identity))
                .hasMessage("account-disabled");
        assertThat(admin.post(account + "/restore").status()).isEqualTo(200);
        assertThat(roles(person)).contains("dispatcher");

        server.bean(Recognition.class)
                .recognise(realm, Newcomer.mapping(Newcomer.CONNECTION, Map.of(), Map.of(), Guests.REFUSED), identity);

        assertThat(roles(person)).containsExactly("user");
    }

    @Test
    void eraseThenTheLinkIsGoneAndWhoComesIsSomebodyNew() {
        link(person, identity);
        AdminApi admin = AdminApi.as(server, REALM, people.createWith(REALM, "admin"));

        assertThat(admin.eraseSeen("/accounts/" + person.subject()).status()).isLessThan(300);

        assertThat(links(person)).isZero();
        assertThat(server.bean(Recognition.class)
                        .recognise(realm, MAPPING, identity)
                        .account()
                        .subject())
                .isNotEqualTo(person.subject());
    }

    @Test
    void consoleThenShowsAndCuts() {
        String link = link(person, identity);
        Person admin = people.createWith(REALM, "admin");
        Browser browser = new Browser(server);
        browser.signIn(REALM, admin.userName(), admin.password());
        String page = "/console/realms/acme/accounts/" + person.subject() + "/identities";

        assertThat(browser.get(page).body()).contains("ada@partner.example", identity.subject());
        assertThat(browser.submit(browser.get(page), page + "/" + link + "/remove", Map.of())
                        .status())
                .isEqualTo(302);

        assertThat(links(person)).isZero();
    }

    private String link(Person owner, UpstreamIdentity theirs) {
        server.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            server.bean(IdentityRows.class).insert(realm, theirs, owner.subject());
            Account locked =
                    server.bean(Accounts.class).lock(realm, owner.subject()).orElseThrow();
            server.bean(MappedRights.class).apply(realm, MAPPING, locked, theirs);
        });
        return server.bean(IdentityRows.class)
                .of(realm, owner.subject())
                .get(0)
                .id()
                .toString();
    }

    private int links(Person owner) {
        return server.bean(IdentityRows.class).of(realm, owner.subject()).size();
    }

    private Set<String> roles(Person owner) {
        return account(owner).roles();
    }

    private Account account(Person owner) {
        return server.bean(Accounts.class).find(realm, owner.subject()).orElseThrow();
    }
}
