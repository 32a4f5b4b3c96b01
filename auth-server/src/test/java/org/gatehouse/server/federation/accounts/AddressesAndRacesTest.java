package org.gatehouse.server.federation.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.directory.SignInEpochs;
import org.gatehouse.server.email.EmailVerification;
import org.gatehouse.server.federation.UpstreamIdentity;
import org.gatehouse.server.passkey.Passkeys;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.session.Assurance;
import org.gatehouse.server.session.SessionEndedException;
import org.gatehouse.server.session.SignedIn;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.signin.SignInGoal;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.ScimClient;
import org.gatehouse.server.testing.StandInProvider;
import org.gatehouse.server.testing.Together;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.support.TransactionTemplate;

@DisplayName("An address is its owner's, one source vouches for it, and who comes twenty times at once comes once")
class AddressesAndRacesTest {

    private final Recognition recognition = TwoCompanies.SERVER.bean(Recognition.class);
    private final Accounts accounts = TwoCompanies.SERVER.bean(Accounts.class);
    private final TrailProbe trail = TrailProbe.of(TwoCompanies.SERVER, TwoCompanies.REALM);
    private final String name = "a" + UUID.randomUUID();

    @Test
    void comeWhenSomebodyOnlyWroteTheAddressDownThenItIsTheOwners() {
        String address = name + "@north.example";
        Account squatter = TwoCompanies.account("s" + name, address, false);
        TwoCompanies.SERVER
                .bean(TransactionTemplate.class)
                .executeWithoutResult(status ->
                        TwoCompanies.SERVER.bean(EmailVerification.class).ask(TwoCompanies.realm(), squatter, address));
        trail.fresh();

        Account owner = come("north", name, address);

        assertThat(email(owner)).isEqualTo(address);
        assertThat(owner.emailVerified()).isTrue();
        assertThat(email(TwoCompanies.account(squatter.subject()))).isNull();
        assertThat(TwoCompanies.count(
                        "SELECT count(*) FROM email_verification WHERE account_id = ?", squatter.subject()))
                .as("a link on its way would give it back")
                .isZero();
        assertThat(trail.fresh())
                .filteredOn(entry -> "address-proven-by-owner".equals(entry.reason()))
                .singleElement()
                .satisfies(entry -> assertThat(entry.target().person()).isEqualTo(squatter.subject()));
    }

    /** A directory of the realm's own may write down whom it expects; by that it keeps nobody out another answers for. */
    @Test
    void comeWhenTheRealmsOwnDirectoryShutTheAddressOutThenComesInAllTheSame() {
        ScimClient hr = TwoCompanies.directory(TwoCompanies.admin(), "\"source\":\"hr\"");
        String address = name + "@north.example";
        String person = hr.post(
                        "/Users",
                        "{\"userName\":\"s" + name
                                + "\",\"displayName\":\"S\",\"active\":false,\"emails\":[{\"value\":\"" + address
                                + "\"}]}")
                .json("id");

        Account owner = come("north", name, address);

        assertThat(owner.subject()).isNotEqualTo(UUID.fromString(person));
        Account other = TwoCompanies.account("o" + name, "o" + address, false);
        TwoCompanies.admin().post("/accounts/" + other.subject() + "/disable");
        assertThatThrownBy(() -> come("north", "o" + name, "o" + address))
                .as("an administrator's decision is another thing")
                .hasMessage("account-disabled");
    }

    /** What a directory wrote down, as often as it likes, hides no decision, and whoever was here was not only written down. */
    @Test
    void comeWhenSomebodyWasShutOutAmongMoreThanTheDirectoryWroteDownThenNobodyNewIsMade() {
        String address = name + "@north.example";
        shutOutByDirectory(TwoCompanies.account("a" + name, address, false));
        shutOutByDirectory(TwoCompanies.account("b" + name, address, false));
        Account decided = TwoCompanies.account("c" + name, address, false);
        TwoCompanies.admin().post("/accounts/" + decided.subject() + "/disable");
        Account used = TwoCompanies.account("d" + name, "d" + address, false);
        shutOutByDirectory(used);
        jdbc("UPDATE account SET password_hash = 'x' WHERE id = ?", used);

        assertThatThrownBy(() -> come("north", name, address)).hasMessage("account-disabled");
        assertThatThrownBy(() -> come("north", "d" + name, "d" + address)).hasMessage("account-disabled");
    }

    private static void shutOutByDirectory(Account account) {
        jdbc("UPDATE account SET state = 'DISABLED', disabled_by = 'scim:hr' WHERE id = ?", account);
    }

    private static void jdbc(String sql, Account account) {
        TwoCompanies.SERVER
                .bean(JdbcClient.class)
                .sql(sql)
                .param(account.subject())
                .update();
    }

    /** One company does not take the addresses of the next. */
    @Test
    void comeWhenTheAddressIsInAnothersDomainThenWhoWroteItDownKeepsIt() {
        Account first = TwoCompanies.account("s" + name, name + "@south.example", false);

        Account other = come("north", name, name + "@south.example");

        assertThat(email(other)).isNull();
        assertThat(email(TwoCompanies.account(first.subject()))).isEqualTo(name + "@south.example");
    }

    /** The Kelvin sign is another mailbox, which whoever proves it gets to take from nobody. */
    @Test
    void comeWhenTheAddressOnlyLooksAlikeThenNobodyLosesTheirs() {
        Account first = TwoCompanies.account("s" + name, "k" + name + "@north.example", false);

        come("north", name, "\u212A" + name + "@north.example");

        assertThat(email(TwoCompanies.account(first.subject()))).isEqualTo("k" + name + "@north.example");
    }

    @Test
    void comeWhenTheAddressIsProvenBySomebodyThenTheyKeepIt() {
        Person owner = People.of(TwoCompanies.SERVER).create(TwoCompanies.REALM);

        Recognition.Recognised asked = recognition.recognise(
                TwoCompanies.realm(), TwoCompanies.connection("north"), north(name, owner.email()));

        assertThat(asked.proven()).isFalse();
        assertThat(TwoCompanies.account(owner.subject()).emailVerified()).isTrue();
    }

    /** Else whoever writes the one could have it vouched for by the other. */
    @Test
    void comeWhenTheTokenHasTheAddressAndTheEndpointVouchesThenNotProven() {
        String subject = "v" + name;
        TwoCompanies.NORTH
                .reset()
                .person("sub", subject)
                .person("email", name + "@north.example")
                .person("email_verified", null)
                .person("name", null)
                .userInfo(Map.of("sub", subject, "email", "x@north.example", "email_verified", true));

        assertThat(TwoCompanies.comeBack(new Browser(TwoCompanies.SERVER), "north")
                        .location())
                .endsWith("/account");

        Account made = accounts.findByLogin(TwoCompanies.realm(), name + "@north.example")
                .orElseThrow();
        assertThat(made.emailVerified()).isFalse();
    }

    @Test
    void comeWhenTheEndpointHasBothThenProven() {
        String subject = "v" + name;
        TwoCompanies.NORTH
                .reset()
                .person("sub", subject)
                .person("email", null)
                .person("email_verified", false)
                .userInfo(Map.of("sub", subject, "email", name + "@north.example", "email_verified", true));

        TwoCompanies.comeBack(new Browser(TwoCompanies.SERVER), "north");

        assertThat(accounts.ownerOf(TwoCompanies.realm(), name + "@north.example"))
                .isPresent();
    }

    /** Whose session the browser had says nothing of who tries to sign in with it. */
    @Test
    void refuseWhenSomebodyElseIsSignedInThenTheEntryDoesNotNameThem() {
        Person here = People.of(TwoCompanies.SERVER).create(TwoCompanies.REALM);
        Browser browser = new Browser(TwoCompanies.SERVER);
        browser.signIn(TwoCompanies.REALM, here.userName(), here.password());
        TwoCompanies.NORTH.reset().denying("access_denied");
        trail.fresh();

        TwoCompanies.comeBack(browser, "north");

        assertThat(trail.fresh()).singleElement().satisfies(entry -> {
            assertThat(entry.activity().code() + " " + entry.outcome()).isEqualTo("federation.login " + Outcome.DENIED);
            assertThat(entry.actor().person()).isNull();
        });
    }

    @Test
    void outlookWhenADirectoryAnnouncedThemThenSaysSo() {
        ScimClient directory = TwoCompanies.of(TwoCompanies.admin(), "north");
        directory.post(
                "/Users", "{\"userName\":\"" + name + "\",\"displayName\":\"A\",\"externalId\":\"" + name + "\"}");
        Outlook outlook = TwoCompanies.SERVER.bean(Outlook.class);
        UpstreamIdentity announced = north(name, null);

        assertThat(outlook.of(TwoCompanies.realm(), TwoCompanies.connection("north"), announced)
                        .code())
                .isEqualTo("announced");
        assertThat(come("north", name, null).userName()).isEqualTo(name);
        assertThat(outlook.of(TwoCompanies.realm(), TwoCompanies.connection("north"), announced)
                        .code())
                .isEqualTo("known");
    }

    @Test
    void comeWhenTheSameTwentyTimesAtOnceThenOneAccount() {
        List<UUID> made = Together.run(
                20, number -> come("north", name, name + "@north.example").subject());

        assertThat(made).containsOnly(made.get(0));
    }

    @Test
    void comeWhenTwentyWithOneNameAndAddressAtOnceThenAllGetInAndOneHasIt() {
        List<Account> made = Together.run(20, number -> come("north", name + number, name + "@people.example"));

        assertThat(made.stream().map(Account::subject).distinct()).hasSize(20);
        assertThat(made.stream().filter(account -> email(account) != null)).hasSize(1);
        assertThat(accounts.ownerOf(TwoCompanies.realm(), name + "@people.example"))
                .isPresent();
    }

    @Test
    void comeAndBeProvisionedWhenTwentyTimesAtOnceThenNothingFails() {
        ScimClient directory = TwoCompanies.of(TwoCompanies.admin(), "south");
        List<Integer> statuses = Together.run(20, number -> {
            if (number % 2 == 0) {
                come("south", name, null);
                return 200;
            }
            return directory
                    .post(
                            "/Users",
                            "{\"userName\":\"" + name + "\",\"displayName\":\"A\",\"externalId\":\"" + name + "\"}")
                    .status();
        });

        assertThat(statuses).allMatch(status -> status < 500);
    }

    @Test
    void connectWhenTwentyWithOneIdentityAtOnceThenOneHasItAndTheOthersAreTold() {
        UpstreamIdentity identity = north(name, null);
        List<Browser> browsers = IntStream.range(0, 20)
                .mapToObj(number -> {
                    TwoCompanies.SOUTH.reset().person("sub", name + number);
                    Browser browser = new Browser(TwoCompanies.SERVER);
                    TwoCompanies.comeBack(browser, "south");
                    return browser;
                })
                .toList();
        TwoCompanies.NORTH.reset().person("sub", identity.subject());
        int before = TwoCompanies.count("SELECT count(*) FROM federated_identity WHERE connection = 'north'");
        List<String> ways = browsers.stream()
                .map(browser -> browser.step(way(browser)).location())
                .toList();
        List<Integer> statuses = Together.run(20, number -> {
            Browser browser = browsers.get(number);
            return browser.step(browser.step(ways.get(number)).location()).status();
        });

        assertThat(statuses).containsOnly(302);
        assertThat(TwoCompanies.count("SELECT count(*) FROM federated_identity WHERE connection = 'north'") - before)
                .isOne();
    }

    /** Whoever waited for the account until "this was not me" was through with it. */
    @Test
    void changeTheWaysInWhenTheSignInWasEndedMeanwhileThenNothingIs() {
        Realm realm = TwoCompanies.realm();
        Account account = TwoCompanies.account(name, name + "@north.example", true);
        Instant now = TwoCompanies.SERVER.clock().instant();
        SignedInAccount ended = new SignedInAccount(
                realm.name(), account.subject(), name, name, now, now, now.plusSeconds(60), List.of("pwd"), false, 0);
        UpstreamIdentity identity = north(name, name + "@north.example");
        MockHttpServletRequest request = new MockHttpServletRequest();
        PendingProofs.Proof proof = TwoCompanies.SERVER
                .bean(PendingProofs.class)
                .ask(request, realm, account, identity, new SignInGoal(null, null, Assurance.SINGLE_FACTOR, null));
        TwoCompanies.SERVER
                .bean(TransactionTemplate.class)
                .executeWithoutResult(
                        status -> TwoCompanies.SERVER.bean(SignInEpochs.class).next(realm, account.subject()));
        Passkeys passkeys = TwoCompanies.SERVER.bean(Passkeys.class);
        trail.fresh();

        SecurityContextHolder.getContext().setAuthentication(new SignedIn(ended));
        try {
            List<ThrowingCallable> changes = List.of(
                    () -> TwoCompanies.SERVER
                            .bean(ChosenLink.class)
                            .link(realm, TwoCompanies.connection("north"), identity, ended),
                    () -> TwoCompanies.SERVER.bean(ProvenLink.class).link(realm, proof, ended),
                    () -> TwoCompanies.SERVER.bean(OwnLinks.class).remove(realm, ended, UUID.randomUUID()),
                    () -> passkeys.removeOwn(realm, account.subject(), UUID.randomUUID(), name),
                    () -> passkeys.rename(realm, account, UUID.randomUUID(), "mine", name));
            assertThat(changes)
                    .extracting(Assertions::catchThrowable)
                    .hasOnlyElementsOfType(SessionEndedException.class);
        } finally {
            SecurityContextHolder.clearContext();
        }

        assertThat(TwoCompanies.SERVER.bean(IdentityRows.class).of(realm, account.subject()))
                .isEmpty();
        assertThat(trail.fresh()).singleElement().satisfies(entry -> {
            assertThat(entry.outcome()).isEqualTo(Outcome.DENIED);
            assertThat(entry.reason()).isEqualTo("link-over");
        });
    }

    private static String way(Browser browser) {
        return browser.get("/realms/acme/account/companies")
                .body()
                .replaceAll("(?s).*href=\"([^\"]*/companies/add/north/[0-9a-f-]{36})\".*", "$1");
    }

    private Account come(String connection, String subject, String address) {
        StandInProvider provider = connection.equals("north") ? TwoCompanies.NORTH : TwoCompanies.SOUTH;
        UpstreamIdentity identity = TwoCompanies.identity(connection, provider.issuer(), subject, address);
        return recognition
                .recognise(TwoCompanies.realm(), TwoCompanies.connection(connection), identity)
                .account();
    }

    private static UpstreamIdentity north(String subject, String address) {
        return TwoCompanies.identity("north", TwoCompanies.NORTH.issuer(), subject, address);
    }

    private String email(Account account) {
        return accounts.personalData(account).email();
    }
}
