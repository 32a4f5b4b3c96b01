package org.gatehouse.server.federation.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.server.federation.accounts.PartnerRealm.REALM;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.Mailbox;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.Untraced;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("People connect the companies they come from, and disconnect them")
class OwnCompaniesTest extends FederatedPeople {

    @Test
    void connectWhenTheLinkIsForgedOrUsedThenBackToThePageAndNobodyIsAsked() {
        Person person = signedIn();
        String way = way("open");

        assertThat(browser.step(COMPANIES + "/add/open/" + UUID.randomUUID()).location())
                .endsWith(COMPANIES);
        assertThat(browser.step(way).location()).startsWith(provider.issuer());
        assertThat(browser.step(way).location()).endsWith(COMPANIES);
        assertThat(links(person.subject())).isEmpty();
    }

    @Test
    void connectWhenTheSignInIsNotFreshThenItIsAskedFor() {
        signedIn();
        String way = way("open");
        server.clock().advance(Duration.ofMinutes(16));

        assertThat(browser.step(way).location()).contains("/sign-in?to=");
    }

    @Test
    void connectWhenSomebodyElseIsSignedInMeanwhileThenNotToThem() {
        signedIn();
        String back = partner.answerOf(browser, way("open"));
        Person other = people.create(REALM);
        browser.signIn(REALM, other.userName(), other.password());

        assertThat(browser.step(back).location()).contains("/companies?refused=another-account");

        assertThat(links(other.subject())).isEmpty();
    }

    @Test
    void connectWhenTheIdentityIsSomebodyElsesThenRefusedAndSaid() {
        partner.comeBack(new Browser(server), "open");
        Person person = signedIn();
        trail.fresh();

        Answer refused = browser.step(partner.answerOf(browser, way("open")));

        assertThat(refused.location()).contains("/companies?refused=identity-of-another");
        assertThat(browser.get(refused.location()).body()).contains("It is connected to another account here");
        assertThat(trail.fresh()).singleElement().satisfies(entry -> {
            assertThat(entry.activity().code() + " " + entry.outcome()).isEqualTo("federation.linked DENIED");
            assertThat(entry.actor().person()).isEqualTo(person.subject());
        });
    }

    @Test
    void connectAndProveWhenTheTrailIsAwayThenNobodyIsConnected() {
        Untraced untraced = Untraced.of(server, REALM);
        Person person = signedIn();
        String back = partner.answerOf(browser, way("open"));
        untraced.fails("connect", () -> browser.step(back));
        assertThat(browser.step(partner.answerOf(browser, way("open"))).location())
                .as("the provider's code was used: they go there again")
                .contains("done=added");
        assertThat(links(person.subject())).hasSize(1);

        provider.reset();
        Person owner = people.create(REALM);
        provider.person("email", owner.email());
        Browser another = new Browser(server);
        assertThat(partner.comeBack(another, "open").location()).endsWith("/sign-in/connect");
        String answer = another.get("/realms/partners/sign-in/connect")
                .body()
                .replaceAll("(?s).*?(?:%2F|/)confirm(?:%2F|/)([0-9a-f-]{36}).*", COMPANIES + "/confirm/$1");
        another.submit(
                another.get("/realms/partners/sign-in?to=" + answer), "/realms/partners/sign-in", owner.credentials());
        assertThat(untraced.then("prove", () -> another.step(answer)).location())
                .endsWith(HOME);
        assertThat(links(owner.subject())).hasSize(1);
    }

    @Test
    void comeWhenAnyProviderSaysRolesOfADirectoryThenTheyAreNotTaken() {
        provider.person("wids", List.of("62e90394-69f5-4237-9190-012177145e10"));

        partner.comeBack(new Browser(server), "open");

        assertThat(trail.fresh())
                .filteredOn(entry -> entry.activity().code().equals("federation.login"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.detail()).doesNotContainKey("wids"));
    }

    /** Else somebody could try what a realm refuses while nobody can see it. */
    @Test
    void comeWhenRefusedAndTheTrailIsAwayThenUnavailableAndNobodyIsSignedIn() {
        provider.person("nonce", "another");
        String back = partner.answerOf(browser, "/realms/partners/connections/open");

        Untraced.of(server, REALM).fails("refused arrival", () -> browser.step(back));

        assertThat(browser.step(HOME).location()).contains("/sign-in");
    }

    @Test
    void connectWhenTheConnectionLinksNobodyThenNotOfferedAndNotFound() {
        signedIn();

        assertThat(browser.get(COMPANIES).body()).doesNotContain("/add/apart/");
        assertThat(browser.step(way("open").replace("/open/", "/apart/")).status())
                .isEqualTo(404);
    }

    @Test
    void connectAndRemoveThenTheAddressDoesNotMatterAndThePageSaysSo() {
        Person person = signedIn();
        trail.fresh();

        assertThat(browser.step(partner.answerOf(browser, way("open"))).location())
                .contains("done=added");

        assertThat(trail.freshCodes()).containsExactly("federation.linked");
        FederatedIdentity link = links(person.subject()).get(0);
        String remove = COMPANIES + "/" + link.id() + "/remove";
        assertThat(browser.get(COMPANIES).body()).contains(remove);
        assertThat(partner.comeBack(new Browser(server), "open").location()).endsWith(HOME);
        trail.fresh();
        assertThat(browser.submit(browser.get(remove), remove, Map.of()).location())
                .contains("done=removed");
        assertThat(trail.freshCodes())
                .as("the other browser came by it")
                .containsExactly("session.ended", "federation.unlinked");
        assertThat(links(person.subject())).isEmpty();
        Awaitility.await()
                .untilAsserted(() -> assertThat(TestServer.mail().everything(person.email()))
                        .extracting(Mailbox.Received::subject)
                        .as("a way in more, and one less: the owner hears of both")
                        .contains(
                                "A company was connected to your account at Partners",
                                "A company was disconnected from your account at Partners"));
    }

    @Test
    void removeWhenItIsTheOnlyWayInThenItStays() {
        partner.comeBack(browser, "open");
        Account made = account(provider.subject());
        String remove = COMPANIES + "/" + links(made.subject()).get(0).id() + "/remove";
        trail.fresh();

        Answer page = browser.get(COMPANIES);
        assertThat(page.body())
                .contains("Without it you could not sign in any more")
                .doesNotContain(remove);
        assertThat(browser.submit(page, remove, Map.of()).body()).contains("Without it you could not sign in any more");

        assertThat(links(made.subject())).hasSize(1);
        assertThat(trail.fresh())
                .filteredOn(entry -> "only-way-in".equals(entry.reason()))
                .hasSize(1);
    }

    @Test
    void removeWhenItIsSomebodyElsesThenNothingHappens() {
        partner.comeBack(new Browser(server), "open");
        Account other = account(provider.subject());
        signedIn();

        browser.submit(
                browser.get(COMPANIES),
                COMPANIES + "/" + links(other.subject()).get(0).id() + "/remove",
                Map.of());

        assertThat(links(other.subject())).hasSize(1);
    }

    private Person signedIn() {
        Person person = people.create(REALM);
        browser.signIn(REALM, person.userName(), person.password());
        return person;
    }
}
