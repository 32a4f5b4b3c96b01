package org.gatehouse.server.federation.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.federation.Guests;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.groups.Groups;
import org.gatehouse.server.groups.Memberships;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Roles and groups follow what the provider says at each sign-in, and nothing else follows it. */
class MappedRightsTest {

    private final TestServer server = TestServer.shared();
    private final Recognition recognition = server.bean(Recognition.class);
    private final Realm realm = server.bean(Realms.class).get("acme");
    private final AdminApi admin = AdminApi.as(server, "acme", People.of(server).createWith("acme", "admin"));
    private final String north = "north-" + UUID.randomUUID();
    private final String south = "south-" + UUID.randomUUID();
    private final String northId = group(north);
    private final String southId = group(south);
    private final Connection mapping = Newcomer.mapping(
            Newcomer.CONNECTION,
            Map.of(
                    "Planner",
                    "dispatcher",
                    "Support",
                    "helpdesk",
                    "Boss",
                    "admin",
                    "Second",
                    "approver",
                    "Old",
                    "gone"),
            Map.of("g-north", north, "g-south", south, "g-gone", "no-such-group"),
            Guests.REFUSED);

    private final Newcomer somebody = Newcomer.somebody();

    @Test
    void signInWhenARoleDecidesOnRequestsThenItIsNotGiven() {
        Account account = come(somebody.in(Set.of("Boss", "Second", "Old", "Unmapped"), Set.of("g-gone", "unmapped")));

        assertThat(account.roles()).isEmpty();
        assertThat(groups(account)).isEmpty();
    }

    @Test
    void signInWhenAGroupDecidesOnRequestsThenNobodyIsPutIntoIt() {
        // no way of the house gives a group such a role: as if somebody had written to the database
        write("INSERT INTO group_role (realm_id, group_id, role) VALUES (?, ?, 'approver')");
        try {
            assertThat(groups(come(somebody.in(Set.of(), Set.of("g-north", "g-south")))))
                    .containsExactly(south);
        } finally { // with it the realm's definition is not right, and nobody can change anything of it
            write("DELETE FROM group_role WHERE realm_id = ? AND group_id = ?");
        }
    }

    private void write(String sql) {
        server.bean(JdbcClient.class)
                .sql(sql)
                .params(realm.id(), UUID.fromString(northId))
                .update();
    }

    @Test
    void signInWhenTheProviderSaysLessThenWhatItGaveGoesWithEntries() {
        come(somebody.in(Set.of("Planner", "Support"), Set.of("g-north", "g-south")));
        TrailProbe trail = TrailProbe.of(server, "acme");

        Account account = come(somebody.in(Set.of("Planner"), Set.of("g-south")));

        assertThat(account.roles()).containsExactly("dispatcher");
        assertThat(groups(account)).containsExactly(south);
        List<EntryView> entries = trail.fresh();
        assertThat(codes(entries))
                .containsExactlyInAnyOrder("role.revoked", "group.member-removed", "federation.login");
        assertThat(entries).allSatisfy(entry -> assertThat(entry.detail()).containsEntry("connection", "partner"));
    }

    @Test
    void signInWhenItWasGivenByHandThenItStays() {
        Account account = come(somebody);
        giveByHand(account);

        come(somebody.in(Set.of("Planner"), Set.of("g-north")));
        Account after = come(somebody);

        assertThat(after.roles()).containsExactly("dispatcher");
        assertThat(groups(after)).containsExactly(north);
    }

    @Test
    void signInWhenSomebodyGivesByHandWhatTheProviderGaveThenItStaysToo() {
        Account account = come(somebody.in(Set.of("Planner"), Set.of("g-north")));
        TrailProbe trail = TrailProbe.of(server, "acme");
        giveByHand(account);
        assertThat(trail.freshCodes()).containsOnlyOnce("role.granted", "group.member-added");

        Account after = come(somebody);

        assertThat(after.roles()).containsExactly("dispatcher");
        assertThat(groups(after)).containsExactly(north);
    }

    @Test
    void signInWhenItWasTakenByHandThenTheProviderGivesItAgain() {
        Account account = come(somebody.in(Set.of("Planner"), Set.of("g-north")));
        assertThat(admin.delete("/accounts/" + account.subject() + "/roles/dispatcher")
                        .status())
                .isEqualTo(204);

        Account after = come(somebody.in(Set.of("Planner"), Set.of("g-north")));

        assertThat(after.roles()).containsExactly("dispatcher");
        assertThat(come(somebody).roles()).isEmpty();
    }

    @Test
    void signInWhenGroupsCouldNotBeAskedForThenTheyStandAndNoneIsAdded() {
        come(somebody.in(Set.of("Planner"), Set.of("g-north")));

        Account account = come(somebody.groupsUnknown(Set.of("g-south")));

        assertThat(groups(account)).containsExactly(north);
        assertThat(account.roles()).isEmpty(); // those were in the token
    }

    @Test
    void signInWhenTheyAreGuestsThenTheyHaveTheGuestsRoleAndNothingElse() {
        Connection open = Newcomer.mapping("open", mapping.roles(), mapping.groups(), new Guests("user"));
        Newcomer member = somebody.in(Set.of("Planner"), Set.of("g-north"));
        recognition.recognise(realm, open, member.by("open", Newcomer.ISSUER));

        Account account = recognition
                .recognise(realm, open, member.asGuest().by("open", Newcomer.ISSUER))
                .account();

        assertThat(account(account).roles()).containsExactly("user");
        assertThat(groups(account)).isEmpty();
    }

    @Test
    void signInWhenTwoConnectionsGiveTheSameThenTheLastOneTakesIt() {
        Connection second = Newcomer.mapping("second", mapping.roles(), mapping.groups(), Guests.REFUSED);
        Newcomer planner = somebody.in(Set.of("Planner"), Set.of("g-north"));
        Account account = come(planner);
        server.bean(TransactionTemplate.class)
                .executeWithoutResult(status -> server.bean(IdentityRows.class)
                        .insert(realm, planner.by("second", Newcomer.ISSUER), account.subject()));
        recognition.recognise(realm, second, planner.by("second", Newcomer.ISSUER));

        assertThat(come(somebody).roles()).containsExactly("dispatcher");
        recognition.recognise(realm, second, somebody.by("second", Newcomer.ISSUER));

        assertThat(account(account).roles()).isEmpty();
        assertThat(groups(account)).isEmpty();
    }

    private void giveByHand(Account account) {
        assertThat(admin.put("/accounts/" + account.subject() + "/roles/dispatcher")
                        .status())
                .isLessThan(300);
        assertThat(admin.put("/groups/" + northId + "/members/" + account.subject())
                        .status())
                .isLessThan(300);
    }

    private String group(String name) {
        Answer made = admin.post("/groups", "{\"name\": \"" + name + "\"}");
        assertThat(made.status()).isEqualTo(201);
        return made.json("id");
    }

    private Account come(Newcomer newcomer) {
        return account(
                recognition.recognise(realm, mapping, newcomer.identity()).account());
    }

    private Account account(Account account) {
        return server.bean(Accounts.class).find(realm, account.subject()).orElseThrow();
    }

    private List<String> groups(Account account) {
        return server.bean(Memberships.class).of(realm, account.subject()).stream()
                .map(id -> server.bean(Groups.class).get(realm, id).fullName())
                .toList();
    }

    private static List<String> codes(List<EntryView> entries) {
        return entries.stream().map(entry -> entry.activity().code()).collect(Collectors.toList());
    }
}
