package org.gatehouse.server.federation.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.AccountState;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.ScimClient;
import org.gatehouse.server.testing.Together;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** RFC 7644: whom a provisioning client has to do with, and that everybody else is as if not there. */
@DisplayName("A directory rules over the people it keeps, and knows of no others")
class DirectoryReachTest {

    private final AdminApi admin = TwoCompanies.admin();
    private final ScimClient north = TwoCompanies.of(admin, "north");
    private final ScimClient south = TwoCompanies.of(admin, "south");
    private final ScimClient hr = TwoCompanies.directory(admin, "\"source\":\"hr-" + UUID.randomUUID() + "\"");
    private final TrailProbe trail = TrailProbe.of(TwoCompanies.SERVER, TwoCompanies.REALM);

    @Test
    void strangersThenNotThereWhateverIsAsked() {
        Person person = People.of(TwoCompanies.SERVER).create(TwoCompanies.REALM);
        String announced = create(north, unique(), "");
        String theirs = north.post("/Groups", "{\"displayName\":\"N" + UUID.randomUUID() + "\"}")
                .json("id");
        trail.fresh();

        for (ScimClient stranger : List.of(south, hr)) {
            for (String id : List.of(person.subject().toString(), announced)) {
                String path = "/Users/" + id;
                assertThat(stranger.get(path).status()).isEqualTo(404);
                assertThat(stranger.patch(path, replace("active", "false")).status())
                        .isEqualTo(404);
                assertThat(stranger.patch(path, replace("displayName", "\"Mine\""))
                                .status())
                        .isEqualTo(404);
                assertThat(stranger.put(path, user(unique(), "")).status()).isEqualTo(404);
                assertThat(stranger.delete(path).status()).isEqualTo(404);
                assertThat(total(stranger, "/Users", "id eq \"" + id + "\"")).isZero();
                assertThat(total(stranger, "/Groups", "members eq \"" + id + "\""))
                        .isZero();
            }
            assertThat(total(stranger, "/Users", "userName eq \"" + person.userName() + "\""))
                    .isZero();
            assertThat(total(stranger, "/Users", "emails.value eq \"" + person.email() + "\""))
                    .isZero();
            assertThat(total(stranger, "/Users?count=0", "userName sw \"" + person.userName() + "\""))
                    .isZero();
            assertThat(stranger.get("/Groups").body()).doesNotContain(theirs);
            assertThat(stranger.get("/Groups/" + theirs).status()).isEqualTo(404);
            assertThat(stranger.delete("/Groups/" + theirs).status()).isEqualTo(404);
            assertThat(stranger.patch("/Groups/" + theirs, replace("displayName", "\"Mine\""))
                            .status())
                    .isEqualTo(404);
        }
        assertThat(trail.fresh()).isEmpty();
        assertThat(hr.get("/Users").json("totalResults")).isEqualTo("0");
        Answer taken = south.post("/Users", user(person.userName(), ""));
        assertThat(taken.status() + " " + taken.json("scimType")).isEqualTo("409 uniqueness");
        assertThat(TwoCompanies.account(person.subject()).isActive()).isTrue();
    }

    @Test
    void groupThenHoldsAndShowsItsOwnPeopleOnly() {
        String group = south.post("/Groups", "{\"displayName\":\"S" + UUID.randomUUID() + "\"}")
                .json("id");
        String own = create(south, unique(), "");
        Person stranger = People.of(TwoCompanies.SERVER).create(TwoCompanies.REALM);
        String add = "{\"op\":\"Add\",\"path\":\"members\",\"value\":[{\"value\":\"" + own + "\"},{\"value\":\"%s\"}]}";

        assertThat(south.patch("/Groups/" + group, add.formatted(stranger.subject()))
                        .status())
                .isEqualTo(400);
        assertThat(south.patch("/Groups/" + group, add.formatted(own)).status()).isEqualTo(204);
        String tag = south.get("/Groups/" + group).header("ETag");
        assertThat(admin.put("/groups/" + group + "/members/" + stranger.subject())
                        .status())
                .isLessThan(300);

        Answer seen = south.get("/Groups/" + group);
        assertThat(seen.body()).contains(own).doesNotContain(stranger.subject().toString());
        assertThat(seen.header("ETag")).isEqualTo(tag);
        assertThat(south.patch("/Groups/" + group, "{\"op\":\"remove\",\"path\":\"members\"}")
                        .status())
                .isEqualTo(204);
        assertThat(TwoCompanies.count("SELECT count(*) FROM group_member WHERE group_id = ?", UUID.fromString(group)))
                .isOne();
        assertThat(south.delete("/Groups/" + group).status()).isEqualTo(409);
        String crew = TwoCompanies.group(admin, "crew");
        assertThat(south.get("/Groups/" + crew).status()).isEqualTo(404);
        assertThat(south.patch("/Groups/" + crew, add.formatted(own)).status()).isEqualTo(404);
    }

    /** Whoever links an account to a company says that it is one of its people; of another tenant they are not. */
    @Test
    void linkedThenOneOfItsPeopleAndOfNobodyElses() {
        Account linked = TwoCompanies.account(unique(), null, false);
        Account elsewhere = TwoCompanies.account(unique(), null, false);
        TwoCompanies.link(linked.subject(), "south", TwoCompanies.SOUTH.issuer(), unique());
        TwoCompanies.link(elsewhere.subject(), "south", "https://other-tenant.example", unique());

        assertThat(south.get("/Users/" + linked.subject()).status()).isEqualTo(200);
        assertThat(south.get("/Users/" + elsewhere.subject()).status()).isEqualTo(404);
        assertThat(north.get("/Users/" + linked.subject()).status()).isEqualTo(404);
        assertThat(south.patch("/Users/" + linked.subject(), replace("active", "false"))
                        .status())
                .isEqualTo(200);
        assertThat(TwoCompanies.account(linked.subject()).state()).isEqualTo(AccountState.DISABLED);
    }

    @Test
    void linkedWhenAnotherDirectoryKeepsThemThenNotThere() {
        String kept = create(hr, unique(), "");
        TwoCompanies.link(UUID.fromString(kept), "south", TwoCompanies.SOUTH.issuer(), unique());

        assertThat(south.get("/Users/" + kept).status()).isEqualTo(404);
        assertThat(hr.get("/Users/" + kept).status()).isEqualTo(200);
    }

    @Test
    void takeOverWhenItAnswersForTheProvenAddressThenByNameAndAnEntry() {
        String name = unique();
        Account there = TwoCompanies.account(name, name + "@north.example", true);
        String path = "/Users/" + there.subject();

        assertThat(total(north, "/Users", "displayName eq \"Local " + name + "\""))
                .isZero();
        assertThat(total(south, "/Users", "userName eq \"" + name + "\"")).isZero();
        assertThat(total(north, "/Users", "userName eq \"" + name + "\"")).isOne();
        assertThat(total(north, "/Users", "emails.value eq \"" + name + "@north.example\""))
                .isOne();
        assertThat(north.delete(path).status()).isEqualTo(404);
        trail.fresh();
        Answer changed = north.patch(path, replace("displayName", "\"Theirs now\""));

        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        assertThat(trail.fresh())
                .filteredOn(entry -> entry.activity().code().equals("user.updated"))
                .anySatisfy(
                        entry -> assertThat(entry.changes().toString()).contains("provisionedBy", "connection:north"));
        assertThat(total(north, "/Users", "displayName eq \"Theirs now\"")).isOne();
        assertThat(hr.get(path).status()).isEqualTo(404);
    }

    /** Whose address it is has to be proven, the connection's own, and nobody else's to answer for. */
    @ParameterizedTest
    @ValueSource(strings = {"unproven", "another-domain", "no-domain", "linked", "kept", "shared", "rights"})
    void takeOverWhenItIsNotItsToAnswerForThenNotThereAndTheNameIsTaken(String why) {
        String name = unique();
        String domain = switch (why) {
            case "another-domain" -> "south.example";
            case "no-domain" -> "people.example";
            default -> "north.example";
        };
        Account there = TwoCompanies.account(name, name + "@" + domain, !why.equals("unproven"));
        switch (why) {
            case "linked" -> TwoCompanies.link(there.subject(), "south", TwoCompanies.SOUTH.issuer(), unique());
            case "kept" ->
                TwoCompanies.SERVER
                        .bean(JdbcClient.class)
                        .sql("INSERT INTO provisioned_account VALUES (?, ?, 'scim:hr')")
                        .params(TwoCompanies.realm().id(), there.subject())
                        .update();
            case "shared" -> TwoCompanies.account(unique(), name + "@" + domain, true);
            case "rights" ->
                assertThat(admin.put("/accounts/" + there.subject() + "/roles/helpdesk")
                                .status())
                        .isLessThan(300);
            default -> {}
        }

        assertThat(total(north, "/Users", "userName eq \"" + name + "\"")).isZero();
        assertThat(total(north, "/Users", "emails.value eq \"" + name + "@" + domain + "\""))
                .isZero();
        assertThat(north.get("/Users/" + there.subject()).status()).isEqualTo(404);
        assertThat(north.patch("/Users/" + there.subject(), replace("active", "false"))
                        .status())
                .isEqualTo(404);
        assertThat(north.post("/Users", user(name, "")).status()).isEqualTo(409);
    }

    /** A name comes before an address where somebody signs in, so it would stand in the owner's way. */
    @Test
    void nameWhenItIsAnothersProvenAddressOrDomainThenRefused() {
        String victim = unique();
        TwoCompanies.account(victim, victim + "@people.example", true);
        String own = create(south, unique(), "");

        assertThat(hr.post("/Users", user(victim + "@people.example", "")).status())
                .isEqualTo(409);
        assertThat(south.post("/Users", user(victim + "@people.example", "")).status())
                .isEqualTo(409);
        assertThat(south.patch("/Users/" + own, replace("userName", "\"" + victim + "@people.example\""))
                        .status())
                .isEqualTo(409);
        Answer foreign = south.post("/Users", user(unique() + "@north.example", ""));
        assertThat(foreign.status() + " " + foreign.json("scimType")).isEqualTo("400 invalidValue");
        assertThat(south.post("/Users", user(unique() + "@south.example", "")).status())
                .isEqualTo(201);
    }

    /** No directory proves an address, least of all one of another's domain. */
    @Test
    void addressThenIsNeverProvenByADirectory() {
        String name = unique();
        Account there = TwoCompanies.account(name, name + "@north.example", true);
        String path = "/Users/" + there.subject();

        for (String address : List.of("x@north.example", name + "@north.example", "y@people.example")) {
            String other = address.replace("@", "-2@");
            assertThat(north.patch(path, replace("emails[type eq \\\"work\\\"].value", "\"" + other + "\""))
                            .status())
                    .isEqualTo(200);
            assertThat(TwoCompanies.account(there.subject()).emailVerified()).isFalse();
        }
    }

    /** An inactive account with somebody's address would keep them out who come by the connection that answers for it. */
    @Test
    void addressWhenItIsOfAnothersDomainOrProvenThereThenRefused() {
        String name = unique();
        TwoCompanies.account(name, name + "@north.example", true);
        String own = create(south, unique(), "");
        String foreign = "\"" + unique() + "@north.example\"";

        Answer made =
                south.post("/Users", user(unique(), ",\"emails\":[{\"value\":" + foreign + "}],\"active\":false"));
        assertThat(made.status() + " " + made.json("scimType")).isEqualTo("400 invalidValue");
        assertThat(south.patch("/Users/" + own, replace("emails[type eq \\\"work\\\"].value", foreign))
                        .status())
                .isEqualTo(400);
        Answer proven = hr.post("/Users", user(unique(), ",\"emails\":[{\"value\":\"" + name + "@north.example\"}]"));
        assertThat(proven.status() + " " + proven.json("scimType")).isEqualTo("409 uniqueness");
        create(hr, unique(), ",\"emails\":[{\"value\":" + foreign + "}]");
    }

    /** The owner signs in with it, whoever else wrote it down. */
    @Test
    void addressWhenItIsSomebodysThenTheirSignInGoesOn() {
        Person owner = People.of(TwoCompanies.SERVER).create(TwoCompanies.REALM);
        create(hr, unique(), ",\"emails\":[{\"value\":\"" + owner.email() + "\",\"type\":\"work\"}]");

        assertThat(TwoCompanies.SERVER.bean(Accounts.class).findByLogin(TwoCompanies.realm(), owner.email()))
                .get()
                .extracting(Account::subject)
                .isEqualTo(owner.subject());
    }

    @Test
    void enableWhenAnAdministratorDisabledThenRefusedWithAnEntry() {
        String person = create(south, unique(), "");
        assertThat(admin.post("/accounts/" + person + "/disable").status()).isLessThan(300);
        trail.fresh();

        Answer answer = south.patch("/Users/" + person, replace("active", "true"));

        assertThat(answer.status()).as(answer.body()).isEqualTo(403);
        EntryView entry = trail.fresh().get(0);
        assertThat(entry.activity().code() + " " + entry.outcome() + " " + entry.reason())
                .isEqualTo("user.enabled " + Outcome.DENIED + " disabled-by-another");
        assertThat(TwoCompanies.account(UUID.fromString(person)).state()).isEqualTo(AccountState.DISABLED);
        assertThat(south.patch("/Users/" + person, replace("active", "false")).status())
                .isEqualTo(200);
        assertThat(south.patch("/Users/" + person, replace("active", "true")).status())
                .as("saying so once more makes it nobody else's decision")
                .isEqualTo(403);
        assertThat(admin.post("/accounts/" + person + "/enable").status()).isLessThan(300);
    }

    @Test
    void createWhenTwentyDoAtOnceThenOneAndTheOthersAreToldThatItIsTaken() {
        String name = unique();
        List<Integer> statuses = Together.run(
                20,
                number -> hr.post(
                                "/Users",
                                user(
                                        number % 2 == 0 ? name : name + number,
                                        ",\"externalId\":\"" + name + "\",\"emails\":[{\"value\":\"" + name
                                                + "@people.example\"}]"))
                        .status());

        assertThat(statuses).containsOnlyOnce(201);
        assertThat(statuses).containsOnly(201, 409);
    }

    private static String create(ScimClient directory, String userName, String more) {
        Answer made = directory.post("/Users", user(userName, more));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return made.json("id");
    }

    private static int total(ScimClient directory, String path, String filter) {
        Answer found = directory.find(path, filter);
        assertThat(found.status()).as(found.body()).isEqualTo(200);
        return found.json().path("totalResults").asInt(-1);
    }

    private static String unique() {
        return "u" + UUID.randomUUID();
    }

    private static String user(String userName, String more) {
        return "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],\"userName\":\"" + userName
                + "\",\"displayName\":\"Somebody\"" + more + "}";
    }

    private static String replace(String path, String value) {
        return "{\"op\":\"replace\",\"path\":\"" + path + "\",\"value\":" + value + "}";
    }
}
