package org.gatehouse.server.federation.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.server.directory.AccountState;
import org.gatehouse.server.groups.Memberships;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.ScimClient;
import org.gatehouse.server.testing.TrailOutage;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** RFC 7643 section 4.1.1 ({@code active}): what a directory's word that somebody has left means here. */
@DisplayName("Who leaves the company is shut out here, and gets back what is theirs when they are back")
class DirectoryDeparturesTest {

    private final AdminApi admin = TwoCompanies.admin();
    private final ScimClient north = TwoCompanies.of(admin, "north");
    private final TrailProbe trail = TrailProbe.of(TwoCompanies.SERVER, TwoCompanies.REALM);
    private final Browser browser = new Browser(TwoCompanies.SERVER);
    private final String subject = "n" + UUID.randomUUID();
    private String id;
    private String path;
    private String team;

    /** Announced by the directory, in a group of its, and here: with a role and a group by the connection's maps. */
    @BeforeEach
    void come() {
        id = north.post(
                        "/Users",
                        "{\"userName\":\"" + subject + "\",\"displayName\":\"Nora\",\"externalId\":\"" + subject
                                + "\"}")
                .json("id");
        path = "/Users/" + id;
        team = north.post("/Groups", "{\"displayName\":\"T" + subject + "\",\"members\":[{\"value\":\"" + id + "\"}]}")
                .json("id");
        provider("Planner");
        assertThat(TwoCompanies.comeBack(browser, "north").location()).endsWith("/account");
        assertThat(roles()).containsExactly("dispatcher");
        assertThat(groups()).hasSize(2);
        put("/groups/" + group("choir") + "/members/" + id);
        put("/accounts/" + id + "/roles/user");
        trail.fresh();
    }

    @Test
    void leaveThenSignedOutDisabledAndWithoutWhatTheyHad() {
        assertThat(north.patch(path, active(false)).status()).isEqualTo(200);

        assertThat(browser.get("/realms/acme/account").status()).isEqualTo(302);
        assertThat(state()).isEqualTo(AccountState.DISABLED);
        assertThat(roles()).containsExactly("user");
        assertThat(groups()).isEmpty();
        List<EntryView> entries = trail.fresh();
        assertThat(entries.stream().map(entry -> entry.activity().code()))
                .containsExactlyInAnyOrder(
                        "role.revoked",
                        "group.member-removed",
                        "user.disabled",
                        "group.member-removed",
                        "group.member-removed",
                        "session.ended");
        assertThat(entries)
                .filteredOn(entry -> entry.activity().code().equals("user.disabled"))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.reason()).isEqualTo("left-provider");
                    assertThat(entry.actor().label()).isEqualTo("connection:north");
                    assertThat(entry.detail()).containsEntry("connection", "north");
                });
        assertThat(TwoCompanies.comeBack(new Browser(TwoCompanies.SERVER), "north")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void comeBackThenWhatTheMapsGiveAndNotWhatAnAdministratorTook() {
        north.patch(path, active(false));
        assertThat(admin.delete("/groups/" + group("choir") + "/members/" + id).status())
                .isLessThan(300);
        assertThat(admin.delete("/accounts/" + id + "/roles/user").status()).isLessThan(300);

        assertThat(north.patch(path, active(true)).status()).isEqualTo(200);

        assertThat(roles()).isEmpty();
        assertThat(groups()).containsExactly(UUID.fromString(team));
        provider("Other");
        assertThat(TwoCompanies.comeBack(browser, "north").location()).endsWith("/account");
        assertThat(roles()).isEmpty();
        provider("Planner");
        TwoCompanies.comeBack(new Browser(TwoCompanies.SERVER), "north");
        assertThat(roles()).containsExactly("dispatcher");
        assertThat(groups()).hasSize(2);
    }

    /** Whoever lets them in: they are who they were, and nothing is left in between. */
    @Test
    void enableByAnAdministratorThenTheirGroupsAreTheirsAgain() {
        north.patch(path, active(false));

        assertThat(admin.post("/accounts/" + id + "/enable").status()).isLessThan(300);

        assertThat(groups()).containsExactlyInAnyOrder(UUID.fromString(team), UUID.fromString(group("choir")));
        assertThat(suspended()).isZero();
        assertThat(north.patch(path, active(true)).status()).isEqualTo(200);
    }

    /** What another provider gave it gives again when they come, if it still does. */
    @Test
    void enableWhenAnotherProviderGaveAGroupThenThatDoesNotComeBackByItself() {
        TwoCompanies.SERVER
                .bean(JdbcClient.class)
                .sql(
                        "INSERT INTO federated_membership (realm_id, account_id, connection, group_id) VALUES (?, ?, 'south', ?)")
                .params(TwoCompanies.realm().id(), UUID.fromString(id), UUID.fromString(group("choir")))
                .update();
        north.patch(path, active(false));

        assertThat(admin.post("/accounts/" + id + "/enable").status()).isLessThan(300);

        assertThat(groups()).containsExactly(UUID.fromString(team));
    }

    @Test
    void deleteOfWhoWasDisabledThenARestorationGivesTheirGroupsBack() {
        north.patch(path, active(false));

        assertThat(admin.deleteSeen("/accounts/" + id).status()).isEqualTo(204);
        assertThat(suspended()).isZero();
        assertThat(admin.post("/accounts/" + id + "/restore").status()).isLessThan(300);

        assertThat(groups()).containsExactlyInAnyOrder(UUID.fromString(team), UUID.fromString(group("choir")));
        assertThat(roles()).containsExactly("user");
    }

    /** By the directory's word nothing that came by its connection comes back, before they do. */
    @Test
    void deleteByTheDirectoryThenARestorationDoesNotGiveWhatTheMapsGave() {
        assertThat(north.delete(path).status()).isEqualTo(204);
        assertThat(state()).isEqualTo(AccountState.DELETED);
        assertThat(browser.get("/realms/acme/account").status()).isEqualTo(302);

        assertThat(admin.post("/accounts/" + id + "/restore").status()).isLessThan(300);

        assertThat(roles()).containsExactly("user");
        assertThat(groups()).doesNotContain(UUID.fromString(group("crew")));
        assertThat(TwoCompanies.count("SELECT count(*) FROM federated_role WHERE account_id = ?", UUID.fromString(id)))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"disable", "delete"})
    void leaveWhenTheTrailIsAwayThenNothingHasChanged(String how) {
        int status = TrailOutage.during(
                        TwoCompanies.SERVER,
                        () -> how.equals("delete") ? north.delete(path) : north.patch(path, active(false)))
                .status();

        assertThat(status).isEqualTo(503);
        assertThat(state()).isEqualTo(AccountState.ACTIVE);
        assertThat(roles()).containsExactlyInAnyOrder("dispatcher", "user");
        assertThat(groups()).hasSize(3);
        assertThat(browser.get("/realms/acme/account").status()).isEqualTo(200);
    }

    @Test
    void disableByAnAdministratorOfWhoHasLeftThenTheDirectoryLetsNobodyIn() {
        north.patch(path, active(false));
        assertThat(admin.post("/accounts/" + id + "/disable").status()).isLessThan(300);

        assertThat(north.patch(path, active(true)).status()).isEqualTo(403);

        assertThat(state()).isEqualTo(AccountState.DISABLED);
    }

    private void provider(String role) {
        TwoCompanies.NORTH
                .reset()
                .person("sub", subject)
                .person("roles", List.of(role))
                .person("groups", role.equals("Planner") ? List.of("g-crew") : List.of());
    }

    private void put(String what) {
        assertThat(admin.put(what).status()).isLessThan(300);
    }

    private AccountState state() {
        return TwoCompanies.account(UUID.fromString(id)).state();
    }

    private Set<String> roles() {
        return TwoCompanies.account(UUID.fromString(id)).roles();
    }

    private List<UUID> groups() {
        return TwoCompanies.SERVER.bean(Memberships.class).of(TwoCompanies.realm(), UUID.fromString(id));
    }

    private int suspended() {
        return TwoCompanies.count(
                "SELECT count(*) FROM suspended_membership WHERE account_id = ?", UUID.fromString(id));
    }

    private String group(String name) {
        return TwoCompanies.group(admin, name);
    }

    private static String active(boolean active) {
        return "{\"op\":\"Replace\",\"path\":\"active\",\"value\":\"" + (active ? "True" : "False") + "\"}";
    }
}
