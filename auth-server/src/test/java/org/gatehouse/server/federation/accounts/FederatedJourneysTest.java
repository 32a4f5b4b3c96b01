package org.gatehouse.server.federation.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.server.federation.accounts.PartnerRealm.REALM;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.AccountState;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.directory.NewAccount;
import org.gatehouse.server.groups.Memberships;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailOutage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("People come from a provider: nobody takes an account over, and everybody finds their own")
class FederatedJourneysTest extends FederatedPeople {

    private static final String CONNECT = "/realms/partners/sign-in/connect";

    @Test
    void comeWhenTheAddressIsSomebodysAndNotProvenThenAnotherAccountWithoutIt() {
        Person victim = people.create(REALM);
        for (Object vouched : new Object[] {false, "false", "yes", 1}) { // nOAuth: an address anybody can write there
            provider.reset().person("email", victim.email()).person("email_verified", vouched);

            assertThat(new Browser(server).step(HOME).status()).isEqualTo(302);
            assertThat(partner.comeBack(new Browser(server), "open").location()).endsWith(HOME);
        }
        assertThat(links(victim.subject())).isEmpty();
        assertThat(server.bean(Accounts.class).findByLogin(realm, victim.email()))
                .get()
                .extracting(Account::subject)
                .isEqualTo(victim.subject());
    }

    @Test
    void comeWhenNobodyIsKnownAndNobodyIsMadeThenToldNothingOfWhoHasAnAccount() {
        Person victim = people.create(REALM);
        Answer unknown = partner.comeBack(browser, "closed");
        provider.reset().person("email", victim.email()).person("email_verified", false);

        Answer known = partner.comeBack(browser, "closed");

        assertThat(unknown.status()).isEqualTo(403);
        assertThat(known.status()).isEqualTo(403);
        assertThat(text(known)).isEqualTo(text(unknown)).contains("You cannot sign in this way");
        assertThat(trail.fresh())
                .filteredOn(entry -> entry.activity().code().equals("federation.login"))
                .hasSize(2)
                .allMatch(entry -> entry.outcome() == Outcome.DENIED && "unknown-person".equals(entry.reason()));
    }

    @Test
    void comeWhenTheAccountMayBeTheirsThenNothingIsOpenUntilItsOwnCredentialWasGiven() {
        Person owner = owned();

        assertThat(partner.comeBack(browser, "open").location()).isEqualTo(CONNECT);

        assertThat(browser.get(CONNECT).body()).contains(owner.email());
        assertThat(browser.step(HOME).location()).contains("/sign-in");
        assertThat(links(owner.subject())).isEmpty();
    }

    @Test
    void proveWhenSomebodyElseSignsInThenNothingIsConnectedAndTheQuestionIsUsedUp() {
        Person owner = owned();
        Person other = people.create(REALM);
        String answer = asked();

        assertThat(signInTo(answer, other).location()).isEqualTo(answer);
        trail.fresh();
        assertThat(browser.get(answer).status()).isEqualTo(403);

        assertThat(trail.fresh()).singleElement().satisfies(entry -> {
            assertThat(entry.activity().code() + " " + entry.outcome()).isEqualTo("federation.linked DENIED");
            assertThat(entry.reason()).isEqualTo("another-account");
            assertThat(entry.actor().person()).isEqualTo(other.subject());
        });
        assertThat(signInTo(answer, owner).location()).isEqualTo(answer);
        assertThat(browser.get(answer).body()).contains("This took too long, or it was done already");
        assertThat(links(owner.subject())).isEmpty();
        assertThat(links(other.subject())).isEmpty();
    }

    @Test
    void proveWhenItIsAnotherBrowserThenItHasNothingToAnswer() {
        Person owner = owned();
        String answer = asked();
        Browser another = new Browser(server);
        another.signIn(REALM, owner.userName(), owner.password());

        assertThat(another.get(answer).status()).isEqualTo(403);

        assertThat(links(owner.subject())).isEmpty();
    }

    @Test
    void proveWhenTheSignInIsOlderThanTheQuestionThenAskedToSignInAgain() {
        Person owner = owned();
        browser.signIn(REALM, owner.userName(), owner.password());
        server.clock().advance(Duration.ofMinutes(1));

        Answer early = browser.get(asked());

        assertThat(early.location()).contains("/sign-in?to=");
        assertThat(links(owner.subject())).isEmpty();
    }

    @Test
    void proveWhenItTookTooLongThenOver() {
        Person owner = owned();
        String answer = asked();
        server.clock().advance(Duration.ofMinutes(16));

        assertThat(signInTo(answer, owner).location()).isEqualTo(answer);
        assertThat(browser.get(answer).status()).isEqualTo(403);
        assertThat(links(owner.subject())).isEmpty();
    }

    @Test
    void proveWhenTheAddressIsTheAccountsNoMoreThenNotConnected() {
        Person owner = owned();
        String answer = asked();
        server.bean(JdbcClient.class)
                .sql("UPDATE account SET email_verified = false WHERE id = ?")
                .param(owner.subject())
                .update();

        signInTo(answer, owner);
        assertThat(browser.get(answer).status()).isEqualTo(403);
        assertThat(links(owner.subject())).isEmpty();
    }

    @Test
    void proveThenConnectedOnceAndNotAskedAgain() {
        Person owner = owned();
        String answer = asked();
        signInTo(answer, owner);
        trail.fresh();

        assertThat(browser.get(answer).location()).endsWith(HOME);

        assertThat(trail.freshCodes()).containsExactly("federation.linked");
        assertThat(links(owner.subject())).hasSize(1);
        assertThat(browser.get(answer).status()).isEqualTo(403); // used
        Browser later = new Browser(server);
        assertThat(partner.comeBack(later, "open").location()).endsWith(HOME);
        assertThat(later.get(HOME).body()).contains(owner.userName());
    }

    @Test
    void proveWhenAClientAskedThenItGetsItsCodeAtTheEnd() {
        Person owner = owned();
        RelyingApp app = RelyingApp.web(server, REALM);
        Answer asking = app.authorize(browser, app.authorization());
        String request = asking.location().replaceAll(".*request=", "request=");
        String back = partner.answerOf(browser, "/realms/partners/connections/open?" + request);
        assertThat(browser.step(back).location()).isEqualTo(CONNECT);
        String answer = answerPath();
        signInTo(answer, owner);

        Answer resumed = browser.get(browser.get(answer).location());

        assertThat(resumed.location()).startsWith("https://web.example/cb?").contains("code=");
    }

    @Test
    void comeWhenTheConnectionTrustsTheAddressThenInAtOnce() {
        Account owner = with("owner@trusting.example");
        provider.person("email", "owner@trusting.example");

        assertThat(partner.comeBack(browser, "trusting").location()).endsWith(HOME);

        assertThat(links(owner.subject())).hasSize(1);
    }

    /** One provider would else prove, or plant, an address for the people of the next. */
    @Test
    void comeWhenTheAddressIsOfAnotherConnectionsDomainThenNothingIsBelievedOfIt() {
        Account owner = with("boss@trusting.example");
        provider.person("email", "boss@trusting.example").person("preferred_username", "boss@trusting.example");

        assertThat(partner.comeBack(browser, "open").location()).endsWith(HOME);

        Account made = account(provider.subject());
        assertThat(made.subject()).isNotEqualTo(owner.subject());
        assertThat(made.emailVerified()).isFalse();
        assertThat(made.userName()).doesNotContain("@");
        assertThat(server.bean(Accounts.class).personalData(made).email()).isNull();
    }

    private Account with(String email) {
        return server.bean(Accounts.class)
                .create(
                        realm,
                        new NewAccount(
                                email.replace('@', '-'),
                                "Owner",
                                email,
                                true,
                                null,
                                null,
                                Set.of(),
                                AccountState.ACTIVE,
                                Map.of()),
                        Party.system());
    }

    @Test
    void comeFirstThenAnAccountIsMadeAndFoundAgainThoughNameAndAddressChange() {
        provider.person("roles", List.of("Planner")).person("groups", List.of("g-team"));

        assertThat(partner.comeBack(browser, "open").location()).endsWith(HOME);

        Account made = account(provider.subject());
        assertThat(made.roles()).containsExactly("planner");
        assertThat(server.bean(Memberships.class).of(realm, made.subject())).hasSize(1);
        List<EntryView> entries = trail.fresh();
        assertThat(entries.stream().map(entry -> entry.activity().code()))
                .containsExactlyInAnyOrder(
                        "user.created", "role.granted", "group.member-added", "federation.login", "auth.login");
        assertThat(entries)
                .filteredOn(entry -> entry.activity().code().equals("auth.login"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.detail()).containsEntry("method", "fed"));

        provider.person("preferred_username", "renamed")
                .person("email", "renamed@partner.example")
                .person("roles", List.of());
        Browser later = new Browser(server);
        assertThat(partner.comeBack(later, "open").location()).endsWith(HOME);

        assertThat(account(provider.subject()).subject()).isEqualTo(made.subject());
        assertThat(account(provider.subject()).roles()).isEmpty();
        assertThat(trail.freshCodes()).contains("role.revoked", "federation.login");
    }

    @Test
    void comeWhenASecondFactorIsDemandedHereThenItIsAskedUnlessTheProvidersIsTrusted() {
        provider.person("roles", List.of("Vip"));
        assertThat(partner.comeBack(browser, "open").location()).contains("/sign-in/enrol");
        assertThat(browser.step(HOME).location()).contains("/sign-in");

        provider.person("amr", List.of("pwd", "otp")); // not what the connection trusts
        assertThat(partner.comeBack(new Browser(server), "open").location()).contains("/sign-in/enrol");

        provider.person("amr", List.of("pwd", "mfa"));
        Browser trusted = new Browser(server);
        assertThat(partner.comeBack(trusted, "open").location()).endsWith(HOME);
        assertThat(trusted.get(HOME).status()).isEqualTo(200);
    }

    @Test
    void comeWhenTheTrailIsAwayThenNobodyGetsInAndNothingIsMade() {
        String back = partner.answerOf(browser, "/realms/partners/connections/open");

        Answer answer = TrailOutage.during(server, () -> browser.step(back));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(server.bean(IdentityRows.class).find(realm, "open", provider.issuer(), provider.subject()))
                .isEmpty();
        assertThat(browser.step(HOME).location()).contains("/sign-in");
    }

    @Test
    void forgetThePasswordWhenThereIsNoneHereThenNoLetter() {
        partner.comeBack(browser, "open");
        Account made = account(provider.subject());
        String address = server.bean(Accounts.class).personalData(made).email();
        assertThat(made.emailVerified()).isTrue();
        Person person = people.create(REALM);

        forget(address);
        forget(person.email());

        TestServer.mail().only(person.email()); // asked for after the other
        assertThat(TestServer.mail().of(address)).isEmpty();
    }

    private void forget(String identifier) {
        Browser other = new Browser(server);
        other.submit(
                other.get("/realms/partners/sign-in/forgotten"),
                "/realms/partners/sign-in/forgotten",
                Map.of("username", identifier));
    }

    /** Somebody with an account here whose provider vouches for the same address. */
    private Person owned() {
        Person owner = people.create(REALM);
        provider.person("email", owner.email());
        return owner;
    }

    /** Came from the provider and is asked; tells the page that answers. */
    private String asked() {
        assertThat(partner.comeBack(browser, "open").location()).isEqualTo(CONNECT);
        return answerPath();
    }

    private String answerPath() {
        return browser.get(CONNECT)
                .body()
                .replaceAll("(?s).*?(?:%2F|/)confirm(?:%2F|/)([0-9a-f-]{36}).*", COMPANIES + "/confirm/$1");
    }

    private Answer signInTo(String to, Person person) {
        Answer page = browser.get("/realms/partners/sign-in?to=" + to);
        return browser.submit(
                page, "/realms/partners/sign-in", Map.of("username", person.userName(), "password", person.password()));
    }

    /** What the page says, without what differs for every request. */
    private static String text(Answer page) {
        return page.body()
                .replaceAll("(?s).*<main|</main>.*", "")
                .replaceAll("(?s)<span class=\"reference\".*?</span>", "");
    }
}
