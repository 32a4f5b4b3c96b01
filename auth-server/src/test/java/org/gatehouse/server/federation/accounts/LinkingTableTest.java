package org.gatehouse.server.federation.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.federation.Linking;
import org.gatehouse.realm.federation.Provisioning;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.AccountState;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.directory.ExternalIds;
import org.gatehouse.server.directory.NewAccount;
import org.gatehouse.server.federation.UpstreamIdentity;
import org.gatehouse.server.federation.UpstreamRefusedException;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.Together;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Whose account it is when somebody comes from a provider: every row of the table, refusals first. */
class LinkingTableTest {

    private static final Connection CLOSED = Newcomer.connection(Provisioning.NEVER, Linking.ASK);
    private static final Connection OPEN = Newcomer.connection(Provisioning.JUST_IN_TIME, Linking.ASK);
    private static final Connection TRUSTING = Newcomer.connection(Provisioning.JUST_IN_TIME, Linking.VERIFIED_EMAIL);
    private static final Connection APART = Newcomer.connection(Provisioning.JUST_IN_TIME, Linking.NEVER);

    private final TestServer server = TestServer.shared();
    private final Recognition recognition = server.bean(Recognition.class);
    private final Accounts accounts = server.bean(Accounts.class);
    private final Realm realm = server.bean(Realms.class).get("acme");
    private final TrailProbe trail = TrailProbe.of(server, "acme");

    @ParameterizedTest
    @EnumSource(Linking.class)
    void recogniseWhenTheProviderDoesNotVouchForTheAddressThenNeverLinks(Linking linking) {
        Person owner = People.of(server).create("acme");
        UpstreamIdentity identity =
                Newcomer.somebody().with(owner.email(), false).identity();

        assertThatThrownBy(
                        () -> recognition.recognise(realm, Newcomer.connection(Provisioning.NEVER, linking), identity))
                .hasMessage("unknown-person");
        Account made = come(Newcomer.connection(Provisioning.JUST_IN_TIME, linking), identity);

        assertThat(made.subject()).isNotEqualTo(owner.subject());
        assertThat(accounts.personalData(made).email()).isNull(); // shared, it would lock its owner out
        assertThat(accounts.findByLogin(realm, owner.email()))
                .get()
                .extracting(Account::subject)
                .isEqualTo(owner.subject());
    }

    @ParameterizedTest
    @EnumSource(Linking.class)
    void recogniseWhenTheAddressWasNeverProvenHereThenDoesNotLink(Linking linking) {
        Account squatter = create("squatter-" + linking.code() + "@people.example", false);
        UpstreamIdentity identity = Newcomer.somebody()
                .with("squatter-" + linking.code() + "@people.example", true)
                .identity();

        assertThatThrownBy(
                        () -> recognition.recognise(realm, Newcomer.connection(Provisioning.NEVER, linking), identity))
                .hasMessage("unknown-person");
        Account made = come(Newcomer.connection(Provisioning.JUST_IN_TIME, linking), identity);

        assertThat(made.subject()).isNotEqualTo(squatter.subject());
        assertThat(made.emailVerified()).as("it is who proved it whose it is").isTrue();
        assertThat(accounts.personalData(
                                accounts.find(realm, squatter.subject()).orElseThrow())
                        .email())
                .isNull();
    }

    @ParameterizedTest // the Kelvin sign, a full-width letter, a dotless i: mailboxes of somebody else
    @CsvSource({"k,\u212A", "a,\uFF41", "i,\u0131"})
    void recogniseWhenTheAddressOnlyLooksAlikeThenDoesNotLink(String letter, String lookalike) {
        Account owner = create(letter + "-owner@people.example", true);

        Account made = come(
                TRUSTING,
                Newcomer.somebody()
                        .with(lookalike + "-owner@people.example", true)
                        .identity());

        assertThat(made.subject()).isNotEqualTo(owner.subject());
    }

    @Test
    void recogniseWhenBothSidesProvedTheAddressThenAsksForTheAccountsOwnCredential() {
        Person owner = People.of(server).create("acme");
        trail.fresh();

        Recognition.Recognised recognised = recognition.recognise(
                realm, OPEN, Newcomer.somebody().with(owner.email(), true).identity());

        assertThat(recognised.proven()).isFalse();
        assertThat(recognised.account().subject()).isEqualTo(owner.subject());
        assertThat(links(owner.subject())).isEmpty();
        assertThat(trail.fresh()).singleElement().satisfies(entry -> {
            assertThat(entry.outcome()).isEqualTo(Outcome.DENIED);
            assertThat(entry.reason()).isEqualTo("link-proof-needed");
            assertThat(entry.actor().person()).isNull(); // nobody knows yet that it is them
        });
    }

    @Test
    void recogniseWhenTheConnectionMayLinkByAddressThenLinksAtOnce() {
        Person owner = People.of(server).create("acme");
        trail.fresh();

        Account found =
                come(TRUSTING, Newcomer.somebody().with(owner.email(), true).identity());

        assertThat(found.subject()).isEqualTo(owner.subject());
        assertThat(trail.freshCodes()).containsExactly("federation.linked", "federation.login");
    }

    @Test
    void recogniseWhenTheAddressIsOfNoDomainOfTheConnectionThenAsksAllTheSame() {
        Account owner = create("owner@elsewhere.example", true);

        Recognition.Recognised recognised = recognition.recognise(
                realm,
                TRUSTING,
                Newcomer.somebody().with("owner@elsewhere.example", true).identity());

        assertThat(recognised.proven()).isFalse();
        assertThat(links(owner.subject())).isEmpty();
    }

    @Test
    void recogniseWhenTheOwnerHasRightsOverOthersThenAsksAllTheSame() {
        Person helper = People.of(server).createWith("acme", "helpdesk");

        assertThat(recognition
                        .recognise(
                                realm,
                                TRUSTING,
                                Newcomer.somebody().with(helper.email(), true).identity())
                        .proven())
                .isFalse();
    }

    @Test
    void recogniseWhenTheConnectionLinksNobodyThenMakesAnAccountApart() {
        Person owner = People.of(server).create("acme");

        Account made = come(APART, Newcomer.somebody().with(owner.email(), true).identity());

        assertThat(made.subject()).isNotEqualTo(owner.subject());
        assertThat(accounts.personalData(made).email()).isNull();
    }

    @Test
    void recogniseWhenTheOwnerIsLinkedToSomebodyElseThereThenTheSecondGetsNothingOfIt() {
        Person owner = People.of(server).create("acme");
        come(TRUSTING, Newcomer.somebody().with(owner.email(), true).identity());

        Account second =
                come(TRUSTING, Newcomer.somebody().with(owner.email(), true).identity());

        assertThat(second.subject()).isNotEqualTo(owner.subject()); // an address that was given to somebody else there
    }

    @Test
    void recogniseWhenTheOwnerWasShutOutThenMakesNoOtherAccountEither() {
        Person owner = People.of(server).create("acme");
        People.of(server).disable(owner);

        assertThatThrownBy(() -> recognition.recognise(
                        realm,
                        OPEN,
                        Newcomer.somebody().with(owner.email(), true).identity()))
                .isInstanceOf(UpstreamRefusedException.class)
                .hasMessage("account-disabled");
    }

    @Test
    void recogniseWhenNobodyIsKnownAndNobodyIsToBeMadeThenRefuses() {
        assertThatThrownBy(() ->
                        recognition.recognise(realm, CLOSED, Newcomer.somebody().identity()))
                .hasMessage("unknown-person");
        assertThat(trail.fresh()).singleElement().satisfies(entry -> {
            assertThat(entry.activity().code()).isEqualTo("federation.login");
            assertThat(entry.reason()).isEqualTo("unknown-person");
            assertThat(entry.detail())
                    .containsEntry("connection", "partner")
                    .containsEntry("issuer", Newcomer.ISSUER)
                    .containsEntry("guest", "false");
        });
    }

    @Test
    void recogniseWhenTheAccountIsDisabledThenRefuses() {
        UpstreamIdentity identity = Newcomer.somebody().identity();
        Account account = come(OPEN, identity);
        setState(account, AccountState.DISABLED);

        assertThatThrownBy(() -> recognition.recognise(realm, OPEN, identity)).hasMessage("account-disabled");
        EntryView entry = trail.fresh().get(0);
        assertThat(entry.reason()).isEqualTo("account-disabled");
        assertThat(entry.actor().person()).isEqualTo(account.subject());
    }

    @Test
    void recogniseWhenTheSubjectIsAnotherIssuersThenItIsSomebodyElse() {
        Newcomer somebody = Newcomer.somebody();
        Account first = come(OPEN, somebody.identity());

        Account other = come(OPEN, somebody.by(Newcomer.CONNECTION, "https://other.partner.example"));

        assertThat(other.subject()).isNotEqualTo(first.subject());
    }

    @Test
    void recogniseWhenTheSubjectDiffersInCaseThenItIsSomebodyElse() {
        Account lower = come(OPEN, subject("case-a"));

        assertThat(come(OPEN, subject("case-A")).subject()).isNotEqualTo(lower.subject());
    }

    @Test
    void recogniseWhenGuestsAreTurnedAwayThenRefusesEvenWhoIsLinked() {
        Newcomer somebody = Newcomer.somebody();
        come(OPEN, somebody.identity());

        assertThatThrownBy(() ->
                        recognition.recognise(realm, OPEN, somebody.asGuest().identity()))
                .hasMessage("guest-refused");
    }

    @Test
    void recogniseWhenNobodyIsKnownThenMakesAnAccountOnceAndFindsItAgain() {
        UpstreamIdentity identity = Newcomer.somebody()
                .called("ada.lovelace@partner.example")
                .with("ada.once@people.example", true)
                .identity();

        Account made = come(OPEN, identity);

        assertThat(trail.freshCodes()).containsExactlyInAnyOrder("user.created", "federation.login");
        assertThat(made.userName()).isEqualTo("ada.once@people.example");
        assertThat(made.passwordHash()).isNull();
        assertThat(made.emailVerified()).isTrue();
        assertThat(come(OPEN, identity).subject()).isEqualTo(made.subject());
        assertThat(trail.freshCodes()).containsExactly("federation.login");
    }

    @Test
    void recogniseWhenTheSamePersonComesTwiceAtOnceThenThereIsOneAccount() {
        UpstreamIdentity identity = Newcomer.somebody().called("twice").identity();

        assertThat(Together.run(4, number -> come(OPEN, identity).subject()))
                .hasSize(4)
                .allSatisfy(subject -> assertThat(links(subject)).hasSize(1));
        assertThat(server.bean(JdbcClient.class)
                        .sql("SELECT count(*) FROM federated_identity WHERE account_id = ?")
                        .param(come(OPEN, identity).subject())
                        .query(Integer.class)
                        .single())
                .isOne();
    }

    @Test
    void recogniseWhenTheNameIsTakenThenTakesAnother() {
        Person holder = People.of(server).create("acme");

        Account made = come(OPEN, Newcomer.somebody().called(holder.userName()).identity());

        assertThat(made.userName()).isEqualTo(holder.userName() + "-2");
    }

    @Test
    void recogniseWhenTheNameIsSomebodysAddressThenDoesNotStandInItsWay() {
        Person holder = People.of(server).create("acme");

        come(OPEN, Newcomer.somebody().called(holder.email()).identity());

        assertThat(accounts.findByLogin(realm, holder.email()))
                .get()
                .extracting(Account::subject)
                .isEqualTo(holder.subject());
    }

    @ParameterizedTest
    @CsvSource({"'<b>x</b>'", "'\u202Eevil'", "'   '", "'@people.example'"})
    void recogniseWhenTheNameCannotBeOneThenMakesOneUp(String name) {
        assertThat(come(OPEN, Newcomer.somebody().called(name).identity()).userName())
                .startsWith("person-");
    }

    @Test
    void recogniseWhenTheyWereKnownByAnotherSubjectThenTheAccountFollowsOnce() {
        Newcomer before = Newcomer.somebody();
        Newcomer now = Newcomer.somebody().formerly(before.subject());
        Account account = come(OPEN, before.identity());
        trail.fresh();

        assertThat(come(OPEN, now.identity()).subject()).isEqualTo(account.subject());

        assertThat(trail.freshCodes()).containsExactly("federation.linked", "federation.login");
        assertThat(come(OPEN, now.identity()).subject()).isEqualTo(account.subject());
        assertThat(come(OPEN, before.identity()).subject()).isNotEqualTo(account.subject()); // the old key is no key
    }

    @Test
    void recogniseWhenItIsKeptThenNeitherSubjectNorNameIsReadableInTheDatabase() {
        Account account = come(OPEN, Newcomer.somebody().called("Readable-Name").identity());

        assertThat(server.bean(JdbcClient.class)
                        .sql("SELECT f::text FROM federated_identity f WHERE account_id = ?")
                        .param(account.subject())
                        .query(String.class)
                        .single())
                .doesNotContainIgnoringCase("readable-name")
                .doesNotContainIgnoringCase(hex("Readable-Name"))
                .doesNotContain(hex("subject-"));
    }

    @Test
    void recogniseWhenTheProvidersDirectoryAnnouncedThemThenItIsThatAccount() {
        Newcomer somebody = Newcomer.somebody();
        Account announced = create("announced@people.example", false);
        announce("connection:partner", announced, somebody.subject());
        trail.fresh();

        assertThat(come(CLOSED, somebody.identity()).subject()).isEqualTo(announced.subject());

        assertThat(trail.freshCodes()).containsExactly("federation.linked", "federation.login");
    }

    @Test
    void recogniseWhenAnotherDirectoryAnnouncedThemThenItIsNobodysWord() {
        Newcomer somebody = Newcomer.somebody();
        announce("connection:other", create("other@people.example", false), somebody.subject());
        announce("scim:partner", create("another@people.example", false), somebody.subject());

        assertThatThrownBy(() -> recognition.recognise(realm, CLOSED, somebody.identity()))
                .hasMessage("unknown-person");
    }

    /** Else whoever may announce people could sign in as anybody. */
    @Test
    void recogniseWhenTheAnnouncedAccountIsSomebodysAlreadyThenIsNotTakenOver() {
        Newcomer thief = Newcomer.somebody();
        Person person = People.of(server).create("acme");
        announce("connection:partner", accounts.find(realm, person.subject()).orElseThrow(), thief.subject());
        Newcomer second = Newcomer.somebody();
        Account linked = come(OPEN, Newcomer.somebody().identity());
        announce("connection:partner", linked, second.subject());
        Newcomer third = Newcomer.somebody();
        announce("connection:partner", create("third@people.example", false), third.subject());

        assertThatThrownBy(() -> recognition.recognise(realm, CLOSED, thief.identity()))
                .hasMessage("unknown-person");
        assertThatThrownBy(() -> recognition.recognise(realm, CLOSED, second.identity()))
                .hasMessage("unknown-person");
        assertThatThrownBy(() -> recognition.recognise(
                        realm, Newcomer.connection(Provisioning.NEVER, Linking.NEVER), third.identity()))
                .hasMessage("unknown-person");
    }

    /** Else whoever was shut out would come back as somebody new. */
    @Test
    void recogniseWhenTheAddressIsOfSomebodyShutOutThenNobodyNewIsMade() {
        Account shutOut = create("shut-out@people.example", false);
        setState(shutOut, AccountState.DISABLED);

        assertThatThrownBy(() -> recognition.recognise(
                        realm,
                        OPEN,
                        Newcomer.somebody()
                                .with("shut-out@people.example", true)
                                .identity()))
                .hasMessage("account-disabled");
    }

    /** One provider would else prove an address for the people of the next. */
    @Test
    void recogniseWhenAnotherProviderVouchedForTheAddressThenIsNotLinkedUnasked() {
        Newcomer planted = Newcomer.somebody().with("planted@people.example", true);
        Account account = come(APART, planted.by("partner", "https://other.example"));
        assertThat(account.emailVerified()).isTrue();

        Recognition.Recognised owner = recognition.recognise(
                realm,
                TRUSTING,
                Newcomer.somebody().with("planted@people.example", true).identity());

        assertThat(owner.proven()).isFalse();
    }

    private void announce(String source, Account account, String subject) {
        server.bean(TransactionTemplate.class)
                .executeWithoutResult(status -> server.bean(ExternalIds.class)
                        .set(
                                realm,
                                source,
                                accounts.lock(realm, account.subject()).orElseThrow(),
                                subject));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static UpstreamIdentity subject(String subject) {
        Newcomer somebody = Newcomer.somebody();
        return new Newcomer(subject, null, false, null, null, false, Set.of(), somebody.groups()).identity();
    }

    private Account come(Connection connection, UpstreamIdentity identity) {
        Recognition.Recognised recognised = recognition.recognise(realm, connection, identity);
        assertThat(recognised.proven()).isTrue();
        return recognised.account();
    }

    private List<FederatedIdentity> links(UUID account) {
        return server.bean(IdentityRows.class).of(realm, account);
    }

    private Account create(String email, boolean verified) {
        return accounts.create(
                realm,
                new NewAccount(
                        "local-" + UUID.randomUUID(),
                        "Local",
                        email,
                        verified,
                        null,
                        null,
                        Set.of(),
                        AccountState.ACTIVE,
                        Map.of()),
                Party.system());
    }

    private void setState(Account account, AccountState state) {
        server.bean(JdbcClient.class)
                .sql("UPDATE account SET state = ? WHERE id = ?")
                .params(state.name(), account.subject())
                .update();
    }
}
