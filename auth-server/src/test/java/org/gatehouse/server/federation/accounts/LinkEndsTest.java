package org.gatehouse.server.federation.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.federation.ProviderSignOutRun;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.Locks;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.Together;
import org.gatehouse.server.testing.TrailOutage;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

@DisplayName("What began with a link ends with it, and nothing else does")
class LinkEndsTest {

    private static final String HOME = "/realms/acme/account";
    private static final String COMPANIES = HOME + "/companies";

    private static final String CHOSEN = "An-entirely-other-phrase-9";

    private final AdminApi admin = TwoCompanies.admin();
    private final Person person = People.of(TwoCompanies.SERVER).create(TwoCompanies.REALM);
    private final TrailProbe trail = TrailProbe.of(TwoCompanies.SERVER, TwoCompanies.REALM);
    private final Browser byPassword = new Browser(TwoCompanies.SERVER);
    private final Browser byNorth = new Browser(TwoCompanies.SERVER);
    private final Browser bySouth = new Browser(TwoCompanies.SERVER);
    private String link;

    @BeforeEach
    void signInThreeWays() {
        String subject = "l" + UUID.randomUUID();
        TwoCompanies.link(person.subject(), "north", TwoCompanies.NORTH.issuer(), subject);
        TwoCompanies.link(person.subject(), "south", TwoCompanies.SOUTH.issuer(), subject);
        TwoCompanies.NORTH.reset().person("sub", subject);
        TwoCompanies.SOUTH.reset().person("sub", subject);
        byPassword.signIn(TwoCompanies.REALM, person.userName(), person.password());
        TwoCompanies.comeBack(byNorth, "north");
        TwoCompanies.comeBack(bySouth, "south");
        link = TwoCompanies.SERVER.bean(IdentityRows.class).of(TwoCompanies.realm(), person.subject()).stream()
                .filter(known -> known.connection().equals("north"))
                .findFirst()
                .orElseThrow()
                .id()
                .toString();
        assertThat(home(byPassword) + " " + home(byNorth) + " " + home(bySouth)).isEqualTo("200 200 200");
        trail.fresh();
    }

    @Test
    void cutByAnAdministratorThenItsSessionsAndTokensEndAndTheOthersStay() {
        assertThat(cut().status()).isEqualTo(204);

        assertThat(home(byPassword) + " " + home(byNorth) + " " + home(bySouth)).isEqualTo("200 302 200");
        assertThat(trail.fresh())
                .filteredOn(entry -> entry.activity().code().equals("session.ended"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.reason()).isEqualTo("link-removed"));
    }

    /** It was signed in already, and its session not stored yet. */
    @Test
    void cutWhenASessionIsStoredAfterItThenItEndsAMinuteLater() {
        String row = "web_session WHERE principal_name LIKE 'acme/" + person.subject() + "/%' AND principal_name IN ("
                + "SELECT 'acme/' || f.account_id || '/' || s.reference FROM federated_sign_in s JOIN federated_identity f"
                + " ON f.id = s.link_id AND f.connection = 'north')";
        JdbcClient jdbc = TwoCompanies.SERVER.bean(JdbcClient.class);
        Map<String, Object> late = jdbc.sql("SELECT * FROM " + row).query().singleRow();
        assertThat(cut().status()).isEqualTo(204);
        assertThat(home(byNorth)).isEqualTo(302);
        String names = String.join(", ", late.keySet());
        String places = String.join(", ", Collections.nCopies(late.size(), "?"));
        jdbc.sql("INSERT INTO web_session (" + names + ") VALUES (" + places + ")")
                .params(List.copyOf(late.values()))
                .update();
        trail.fresh();

        ProviderSignOutRun.of(TwoCompanies.SERVER);

        assertThat(TwoCompanies.count(
                        "SELECT count(*) FROM web_session WHERE principal_name = ?", late.get("principal_name")))
                .isZero();
        assertThat(trail.fresh())
                .filteredOn(entry -> person.subject().equals(entry.target().person())) // the run ends others' too
                .singleElement()
                .satisfies(entry -> assertThat(entry.reason()).isEqualTo("link-removed"));
        assertThat(home(byPassword) + " " + home(bySouth)).isEqualTo("200 200");
    }

    @Test
    void cutByThePersonThenTheSessionTheyDidItInEndsToo() {
        byNorth.signIn(TwoCompanies.REALM, person.userName(), person.password()); // recently enough for the page
        Answer page = byNorth.get(COMPANIES + "/" + link + "/remove");

        assertThat(byNorth.submit(page, COMPANIES + "/" + link + "/remove", Map.of())
                        .status())
                .isEqualTo(302);

        assertThat(home(byPassword) + " " + home(byNorth) + " " + home(bySouth)).isEqualTo("200 302 200");
    }

    @Test
    void cutWhenTheTrailIsAwayThenNothingHasChanged() {
        String page = "/console/realms/acme/accounts/" + person.subject() + "/identities";
        Person chief = People.of(TwoCompanies.SERVER).createWith(TwoCompanies.REALM, "admin");
        Browser console = new Browser(TwoCompanies.SERVER);
        console.signIn(TwoCompanies.REALM, chief.userName(), chief.password());
        Answer seen = console.get(page);

        assertThat(TrailOutage.during(TwoCompanies.SERVER, this::cut).status()).isEqualTo(503);
        assertThat(TrailOutage.during(
                                TwoCompanies.SERVER,
                                () -> console.submit(seen, page + "/" + link + "/remove", Map.of()))
                        .status())
                .isEqualTo(503);

        assertThat(home(byNorth)).isEqualTo(200);
        assertThat(TwoCompanies.SERVER.bean(IdentityRows.class).of(TwoCompanies.realm(), person.subject()))
                .hasSize(2);
    }

    @Test
    void cutByThePersonWhenTheTrailIsAwayThenNothingHasChanged() {
        Answer page = byPassword.get(COMPANIES + "/" + link + "/remove");

        assertThat(TrailOutage.during(
                                TwoCompanies.SERVER,
                                () -> byPassword.submit(page, COMPANIES + "/" + link + "/remove", Map.of()))
                        .status())
                .isEqualTo(503);

        assertThat(home(byNorth)).isEqualTo(200);
        assertThat(TwoCompanies.SERVER.bean(IdentityRows.class).of(TwoCompanies.realm(), person.subject()))
                .hasSize(2);
    }

    @Test
    void cutByTwoAtOnceThenItIsCutOnceAndToldOnce() {
        assertThat(Together.run(4, number -> cut().status())).containsOnly(204);

        assertThat(trail.fresh())
                .extracting(entry -> entry.activity().code())
                .containsExactlyInAnyOrder("federation.unlinked", "session.ended");
    }

    /** Two tabs of somebody who has no password, each with another link: one of the two stays, and is said to. */
    @Test
    void cutOfTheLastTwoByTwoTabsAtOnceThenOneWayInIsLeft() {
        String subject = "t" + UUID.randomUUID();
        UUID id = TwoCompanies.account(subject, null, false).subject();
        TwoCompanies.link(id, "north", TwoCompanies.NORTH.issuer(), subject);
        TwoCompanies.link(id, "south", TwoCompanies.SOUTH.issuer(), subject);
        TwoCompanies.NORTH.reset().person("sub", subject);
        TwoCompanies.SOUTH.reset().person("sub", subject);
        List<Browser> tabs = List.of(new Browser(TwoCompanies.SERVER), new Browser(TwoCompanies.SERVER));
        TwoCompanies.comeBack(tabs.get(0), "north");
        TwoCompanies.comeBack(tabs.get(1), "south");
        List<String> pages = TwoCompanies.SERVER.bean(IdentityRows.class).of(TwoCompanies.realm(), id).stream()
                .sorted(Comparator.comparing(FederatedIdentity::connection))
                .map(known -> COMPANIES + "/" + known.id() + "/remove")
                .toList();
        List<Answer> seen = List.of(tabs.get(0).get(pages.get(0)), tabs.get(1).get(pages.get(1)));

        List<Answer> answers = meanwhile(
                "UPDATE account SET updated_at = updated_at WHERE id = '" + id + "'",
                2,
                number -> tabs.get(number).submit(seen.get(number), pages.get(number), Map.of()));

        assertThat(answers).extracting(Answer::status).as("told, not failed").containsExactlyInAnyOrder(302, 200);
        assertThat(TwoCompanies.SERVER.bean(IdentityRows.class).of(TwoCompanies.realm(), id))
                .hasSize(1);
    }

    /** Somebody is just coming in by the link: they are noted in time to be ended, or too late to come in. */
    @Test
    void cutWhenSomebodyIsBeingNotedThenTheyAreOutToo() {
        JdbcClient jdbc = TwoCompanies.SERVER.bean(JdbcClient.class);
        String reference = jdbc.sql("DELETE FROM federated_sign_in WHERE link_id = ?::uuid RETURNING reference")
                .param(link)
                .query(String.class)
                .single();
        String noting = "INSERT INTO federated_sign_in (realm_id, link_id, reference, opened_at) SELECT realm_id, id, '"
                + reference + "', now() FROM federated_identity WHERE id = '" + link + "'";

        List<Answer> answers = meanwhile(noting, 1, number -> cut());

        assertThat(answers).extracting(Answer::status).containsExactly(204);
        assertThat(home(byNorth)).isEqualTo(302);
    }

    /** Sends them while a transaction that did something is open, which ends when all of them wait for it. */
    private static List<Answer> meanwhile(String done, int requests, IntFunction<Answer> request) {
        JdbcClient jdbc = TwoCompanies.SERVER.bean(JdbcClient.class);
        List<CompletableFuture<Answer>> started = TwoCompanies.SERVER
                .bean(TransactionTemplate.class)
                .execute(status -> {
                    jdbc.sql(done).update();
                    List<CompletableFuture<Answer>> all = IntStream.range(0, requests)
                            .mapToObj(number -> CompletableFuture.supplyAsync(
                                    () -> request.apply(number), run -> new Thread(run).start()))
                            .toList();
                    Locks.awaitWaiting(TwoCompanies.SERVER, requests);
                    return all;
                });
        return started.stream().map(CompletableFuture::join).toList();
    }

    /** "This was not me": the providers' sign-ins are over too, and the next is as good as ever, for it is not the password's. */
    @Test
    void reportThenTheSignInsByProvidersEndToo() {
        Answer page = byPassword.get(HOME + "/not-me");

        byPassword.submit(page, HOME + "/not-me", Map.of());

        assertThat(home(byNorth) + " " + home(bySouth)).isEqualTo("302 302");
        assertThat(trail.fresh())
                .filteredOn(entry -> entry.activity().code().equals("session.ended"))
                .hasSize(2)
                .allSatisfy(entry -> assertThat(entry.reason()).isEqualTo("not-me"));
    }

    /** The provider's word is good, and lets nobody choose a password who does not know the one somebody else may have. */
    @Test
    void comeBackWhenThePasswordIsHeldThenItIsAskedForBeforeAnotherIsChosen() {
        String step = "/realms/acme/sign-in/password";
        byPassword.submit(byPassword.get(HOME + "/not-me"), HOME + "/not-me", Map.of());

        Answer arrived = TwoCompanies.comeBack(byNorth, "north");

        assertThat(arrived.location()).contains(step + "?attempt=");
        assertThat(home(byNorth)).isEqualTo(302);
        Answer page = byNorth.get(arrived.location());
        assertThat(page.body()).contains("name=\"current\"");
        Answer wrong = byNorth.submit(page, step, Map.of("current", "not-the-password", "password", CHOSEN));
        assertThat(wrong.body()).contains("id=\"current-error\"");
        assertThat(byNorth.submit(page, step, Map.of("current", person.password(), "password", CHOSEN))
                        .location())
                .endsWith(HOME);
        assertThat(home(byNorth)).isEqualTo(200);
        assertThat(TwoCompanies.comeBack(bySouth, "south").location())
                .as("nothing is asked any more")
                .endsWith(HOME);
    }

    /** Whoever is shut out here is so by every way, and is told no more than anybody else. */
    @Test
    void comeBackWhenTheAccountIsDisabledThenRefusedWithAnEntry() {
        assertThat(admin.post("/accounts/" + person.subject() + "/disable").status())
                .isLessThan(300);
        trail.fresh();

        Answer refused = TwoCompanies.comeBack(byNorth, "north");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).contains("You cannot sign in this way");
        assertThat(home(byNorth)).isEqualTo(302);
        assertThat(trail.fresh()).singleElement().satisfies(entry -> {
            assertThat(entry.activity().code() + " " + entry.outcome()).isEqualTo("federation.login DENIED");
            assertThat(entry.actor().person()).isEqualTo(person.subject());
        });
    }

    /** Nothing is left of sign-ins that are over. */
    @Test
    void cleanUpThenOnlyTheOpenOnesAreKept() {
        LinkSignIns signIns = TwoCompanies.SERVER.bean(LinkSignIns.class);
        byNorth.submit(byNorth.get(HOME), "/realms/acme/sign-out", Map.of());
        TwoCompanies.SERVER.clock().advance(Duration.ofMinutes(61));

        signIns.removeEnded();

        assertThat(TwoCompanies.count(
                        "SELECT count(*) FROM federated_sign_in s JOIN federated_identity f ON f.id = s.link_id"
                                + " WHERE f.account_id = ?",
                        person.subject()))
                .isOne();
    }

    @Test
    void endWithoutATransactionThenRefused() {
        Account account = TwoCompanies.SERVER
                .bean(Accounts.class)
                .find(TwoCompanies.realm(), person.subject())
                .orElseThrow();
        FederatedIdentity known = TwoCompanies.SERVER
                .bean(IdentityRows.class)
                .of(TwoCompanies.realm(), person.subject())
                .get(0);

        assertThatThrownBy(() -> TwoCompanies.SERVER
                        .bean(LinkSignIns.class)
                        .end(
                                TwoCompanies.realm(),
                                account,
                                known,
                                TwoCompanies.SERVER.bean(Accounts.class).party(account)))
                .isInstanceOf(IllegalTransactionStateException.class);
    }

    private Answer cut() {
        return admin.delete("/accounts/" + person.subject() + "/identities/" + link);
    }

    private static int home(Browser browser) {
        return browser.get(HOME).status();
    }
}
