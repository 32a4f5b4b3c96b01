package org.gatehouse.server.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.IntStream;
import org.gatehouse.audit.event.CustomActivity;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.audit.query.TrailReader;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TrailOutage;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("A realm becomes what a file says, whole and traced, or stays as it is")
class ConfigurationTest extends Configuring {

    @Test
    void applyWhenCallerFileStateOrConsentIsWrongThenRefusesAndChangesNothing() {
        AdminApi other = AdminApi.as(server, REALM, people.createWith(REALM, "user-admin"));
        String before = admin.get("/configuration").body();
        String state = state();

        assertThat(other.get("/configuration").status()).isEqualTo(403);
        assertThat(other.post("/configuration/plan", body(file -> {})).status()).isEqualTo(403);
        assertThat(apply(other, state, body(file -> file.put("displayName", "Mine")))
                        .status())
                .isEqualTo(403);

        String renamed = body(file -> file.put("displayName", "Other"));
        assertThat(admin.send("PUT", "/configuration", renamed).status()).isEqualTo(428);
        assertThat(apply(admin, "\"0123456789abcdef0123456789abcdef\"", renamed).status())
                .isEqualTo(412);
        assertThat(apply(admin, "*", renamed).status()).isEqualTo(400);
        assertThat(refused(body(file -> file.put("realm", "globex")))).isEqualTo("400 other-realm");
        assertThat(refused(body(file -> file.put("secondFactor", "always")))).isEqualTo("400 invalid-file");
        assertThat(refused(body(file -> client(file, "web").put("secret", "literal"))))
                .isEqualTo("400 invalid-file");
        assertThat(refused("{\"file\":{\"realm\":\"acme\"},\"admin\":true}")).isEqualTo("400 invalid-request");
        assertThat(refused("{}")).isEqualTo("400 invalid-request");
        assertThat(refused("{\"file\":" + "[".repeat(200) + "]".repeat(200) + "}"))
                .isEqualTo("400 invalid-request");
        assertThat(refused("{\"file\":{\"realm\":\"" + "x".repeat(3_000_000) + "\"}}"))
                .isEqualTo("413 too-large");

        assertThat(admin.get("/configuration").body()).isEqualTo(before);
    }

    @Test
    void applyWhenItDeletesThenOnlyAfterTheRealmIsNamed() {
        String pruned = body(file -> {
            file.put("prune", true);
            remove(file, "clients", "phone");
        });

        Answer refusal = apply(admin, state(), pruned);

        assertThat(refusal.status()).isEqualTo(409);
        assertThat(refusal.json("type")).endsWith("deletion-not-confirmed");
        assertThat(refusal.json().at("/details/0").asString()).isEqualTo("client phone");
        assertThat(apply(admin, state(), confirmed(pruned, "globex")).status()).isEqualTo(409);
        assertThat(apply(admin, state(), confirmed(pruned, REALM)).status()).isEqualTo(200);
    }

    @Test
    void applyWhenClientGoesThenItsTokensEndWithAnEntryAndItIsUnknown() {
        Person person = people.create(REALM);
        RelyingApp phone = RelyingApp.phone(server, REALM);
        Answer tokens = phone.tokens(person);
        String pruned = body(file -> {
            file.put("prune", true);
            remove(file, "clients", "phone");
        });
        assertThat(plan(pruned).at("/risks/0").asString()).isEqualTo("1 sign-in ends with the client 'phone'.");
        TrailProbe trail = TrailProbe.of(server, REALM);

        apply(admin, state(), confirmed(pruned, REALM));

        assertThat(phone.refresh(tokens.json("refresh_token")).status()).isGreaterThanOrEqualTo(400);
        assertThat(phone.userInfo(tokens.json("access_token")).status()).isEqualTo(401);
        assertThat(trail.freshCodes()).contains("client.changed", "device.removed");
    }

    @Test
    void applyWhenPeopleWouldLoseWhatCannotBeUndoneThenSaysWhy() {
        Person person = people.create(REALM);
        admin.patchSeen("/accounts/" + person.subject(), "{\"attributes\":{\"badge\":7}}");
        people.createWith(REALM, "dispatcher");

        assertThat(obstacle(body(file -> entry(file, "attributes", "badge").put("type", "string"))))
                .contains("badge");
        assertThat(obstacle(body(file -> entry(file, "roles", "dispatcher")
                        .putArray("permissions")
                        .add("approvals.decide"))))
                .contains("dispatcher");
        assertThat(obstacle(body(file ->
                        ((ObjectNode) file.at("/trail")).putObject("retention").put("sign-in", "P1M"))))
                .contains("sign-in")
                .contains("not shorter");
        assertThat(obstacle(body(file -> addClient(file, "late", "env:LATE_SECRET"))))
                .contains("late")
                .contains("not sent along");
        assertThat(obstacle(withSecret(body(file -> {}), "phone"))).contains("phone");
    }

    @Test
    void applyWhenAnActivityOfItsOwnChangesThenItKeepsItsCategoryAndForEverItsNumber() {
        String code = "x.work-order.signed";
        CustomActivity before = own(code);
        assertThat(obstacle(body(file -> entry(file, "/trail/activities", code).put("category", "rights"))))
                .contains(code)
                .contains("keeps the category 'data-change'");
        String without = body(file -> {
            file.put("prune", true);
            remove(file, "/trail/activities", code);
        });
        assertThat(plan(without).at("/risks/0").asString()).contains("no longer report '" + code + "'");
        TrailProbe trail = TrailProbe.of(server, REALM);

        assertThat(apply(admin, state(), without).status()).isEqualTo(200);

        assertThat(trail.fresh())
                .filteredOn(entry -> entry.activity().code().equals("realm.changed"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.changes())
                        .anyMatch(change -> change.field().equals("trail.activities/" + code)
                                && String.valueOf(change.before()).contains("data-change")
                                && change.after() == null));
        assertThat(own(code)).isEqualTo(before);
        apply(admin, state(), body(file -> {
            ObjectNode other = file.withArray("/trail/activities").addObject();
            other.put("id", "x.other").put("category", "support");
            other.putObject("title").put("en", "other").put("fr", "autre");
        }));
        assertThat(own("x.other").id()).isEqualTo(before.id() + 1);
        apply(admin, state(), confirmed(original, REALM));
        assertThat(own(code)).isEqualTo(before);
    }

    @Test
    void applyWhenTheTrailIsAwayThenUnavailableAndNothingChanged() {
        String state = state();
        String renamed = body(file -> file.put("displayName", "Other"));

        Answer answer = TrailOutage.during(server, () -> apply(admin, state, renamed));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(state()).isEqualTo(state);
    }

    @Test
    void applyWhenClientIsNewThenItWorksAtOnceAndApplyingAgainDoesNothing() {
        String file = withSecret(body(changed -> addClient(changed, "late", "env:LATE_SECRET")), "late");
        TrailProbe trail = TrailProbe.of(server, REALM);

        Answer first = apply(admin, state(), file);

        assertThat(first.json().at("/changes/0/path").asString()).isEqualTo("clients[late]");
        assertThat(first.body()).doesNotContain(SECRET);
        assertThat(token("late", SECRET).status()).isEqualTo(200);
        EntryView entry = trail.fresh().stream()
                .filter(view -> view.activity().code().equals("client.changed"))
                .findFirst()
                .orElseThrow();
        assertThat(entry.toString()).contains("late").doesNotContain(SECRET);

        TrailProbe quiet = TrailProbe.of(server, REALM);
        assertThat(apply(admin, state(), file).json().path("changes")).isEmpty();
        assertThat(quiet.freshCodes()).isEmpty();

        String next = file.replace(SECRET, SECRET + "x");
        assertThat(plan(next).at("/changes/0/path").asString()).isEqualTo("clients[late].secret value");
        assertThat(AdminApi.asRobot(server, REALM, "realm.read")
                        .post("/configuration/plan", next)
                        .json()
                        .path("changes"))
                .as("whoever may only read cannot try secrets out")
                .isEmpty();
        apply(admin, state(), next);
        assertThat(token("late", SECRET).status()).isEqualTo(401);
        assertThat(token("late", SECRET + "x").status()).isEqualTo(200);
    }

    @Test
    void planWhenSomebodyChangedGroupsByHandThenShowsTheDrift() {
        apply(admin, state(), body(file -> {
            ObjectNode team = file.withArray("groups").addObject().put("name", "team");
            team.putArray("roles").add("dispatcher");
        }));
        String file = body(same -> {});
        String group = admin.get("/groups").json().at("/items/0/id").asString();
        Person member = people.create(REALM);
        admin.put("/groups/" + group + "/members/" + member.subject());
        admin.send("DELETE", "/groups/" + group + "/roles/dispatcher", null);
        admin.post("/groups", "{\"name\":\"by-hand\"}");

        assertThat(plan(file).path("changes").toString())
                .contains("groups[team].roles[dispatcher]")
                .doesNotContain("by-hand");
        assertThat(plan(file.replace("{\"file\":{", "{\"file\":{\"prune\":true,"))
                        .path("deletions"))
                .extracting(JsonNode::asString)
                .containsExactly("group by-hand");
        assertThat(plan(body(exported -> {})).path("changes")).isEmpty();

        apply(admin, state(), file);

        assertThat(admin.get("/groups/" + group).body()).contains("dispatcher");
        assertThat(admin.get("/groups").body()).contains("by-hand");
    }

    @Test
    void applyWhenRoleAndGroupGoThenPeopleLoseThemWithAnEntryEach() {
        apply(admin, state(), body(file -> {
            file.withArray("roles").addObject().put("name", "packer").put("description", "Packs");
            ObjectNode team = file.withArray("groups").addObject().put("name", "team");
            team.putArray("roles").add("packer");
        }));
        Person holder = people.createWith(REALM, "packer");
        Person member = people.create(REALM);
        String group = admin.get("/groups").json().at("/items/0/id").asString();
        admin.put("/groups/" + group + "/members/" + member.subject());
        String pruned = body(file -> {
            file.put("prune", true);
            remove(file, "roles", "packer");
            remove(file, "groups", "team");
        });
        assertThat(plan(pruned).path("risks"))
                .extracting(JsonNode::asString)
                .containsExactlyInAnyOrder(
                        "2 people lose the role 'packer'.", "1 person loses the membership of the group 'team'.");
        TrailProbe trail = TrailProbe.of(server, REALM);

        assertThat(apply(admin, state(), confirmed(pruned, REALM)).status()).isEqualTo(200);

        assertThat(trail.freshCodes())
                .contains("role.revoked", "group.member-removed", "object.deleted", "realm.changed");
        assertThat(admin.get("/accounts/" + holder.subject()).body()).doesNotContain("packer");
        assertThat(admin.get("/groups").json().path("items")).isEmpty();
    }

    @Test
    void applyWhenManyAtOnceFromTheSameStateThenOneIsMade() {
        String state = state();

        long made = IntStream.range(0, 6)
                .parallel()
                .mapToObj(i -> apply(admin, state, body(file -> file.put("displayName", "Name " + i))))
                .filter(answer -> answer.status() == 200)
                .count();

        assertThat(made).isEqualTo(1);
    }

    private static void addClient(ObjectNode file, String id, String secret) {
        ObjectNode client = file.withArray("clients").addObject();
        client.put("id", id).put("kind", "service").put("secret", secret);
        client.putArray("scopes").add("reports");
    }

    private Answer token(String client, String secret) {
        return new Browser(server)
                .post(
                        "/realms/acme/oauth2/token",
                        Map.of("grant_type", "client_credentials", "scope", "reports"),
                        "Authorization",
                        RelyingApp.basic(client, secret));
    }

    private static CustomActivity own(String code) {
        return server.bean(TrailReader.class).customActivities(REALM).stream()
                .filter(activity -> activity.code().equals(code))
                .findFirst()
                .orElseThrow();
    }
}
