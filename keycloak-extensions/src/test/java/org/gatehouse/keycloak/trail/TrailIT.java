package org.gatehouse.keycloak.trail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.gatehouse.audit.catalogue.Facts;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.audit.sentence.Sentences;
import org.gatehouse.keycloak.AppliedRealm;
import org.gatehouse.keycloak.RunningKeycloak;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("What happens in Keycloak is in the trail, once, by whom and with what was before")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TrailIT extends TracedRealm {

    @Test
    void signInThenIsTracedWithThePersonTheClientAndWhereFrom() throws Exception {
        String alice = person("alice", "Alice", "Martin");

        ok(200, admin.signIn("acme", "alice", PASSWORD));

        EntryView entry = once(Activity.AUTH_LOGIN, of(alice));
        assertThat(entry.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(entry.actor().label()).isEqualTo("Alice Martin");
        assertThat(entry.actor().email()).isEqualTo("alice@acme.example");
        assertThat(entry.origin().client()).isEqualTo("admin-cli");
        assertThat(entry.origin().address()).isEqualTo("127.0.0.1");
        assertThat(entry.node()).startsWith("keycloak-");
        assertThat(entry.log()).isEqualTo("acme-eu/P1M");
    }

    @Test
    void signInWithTheWrongPasswordThenIsTracedThoughKeycloakUndoesTheRest() throws Exception {
        String bob = person("bobby", "Bob", "Dupont");

        ok(400, admin.signIn("acme", "bobby", "hunter2-wrong"));
        ok(400, admin.signIn("acme", "hunter2-typed-as-name", "x"));

        EntryView known = once(Activity.AUTH_LOGIN, of(bob));
        assertThat(known.outcome()).isEqualTo(Outcome.FAILURE);
        assertThat(known.reason()).isEqualTo("wrong-password");
        EntryView unknown = once(Activity.AUTH_LOGIN, entry -> "unknown-account".equals(entry.reason()));
        assertThat(unknown.actor()).isEqualTo(Party.anonymous());
        assertThat(everythingStored()).doesNotContain("hunter2");
    }

    @Test
    void grantRoleThenIsTracedWithNamesAndTheAdministrator() throws Exception {
        String carol = person("carol", "Carol", "Petit");
        ok(201, admin.post("/acme/roles", Map.of("name", "dispatcher")));
        JsonNode role = admin.get("/acme/roles/dispatcher").body();

        ok(204, admin.post("/acme/users/" + carol + "/role-mappings/realm", List.of(role)));
        ok(204, admin.deleteWith("/acme/users/" + carol + "/role-mappings/realm", List.of(role)));

        EntryView granted = once(
                Activity.ROLE_GRANTED,
                entry -> "dispatcher".equals(entry.detail().get("role")));
        assertThat(granted.target())
                .isEqualTo(Party.account(UUID.fromString(carol), "Carol Petit", "carol@acme.example"));
        assertThat(granted.actor().label()).isEqualTo(RunningKeycloak.ADMIN);
        assertThat(granted.origin().client()).isEqualTo("admin-cli");
        EntryView revoked = once(
                Activity.ROLE_REVOKED,
                entry -> "dispatcher".equals(entry.detail().get("role")));
        assertThat(revoked.target()).isEqualTo(granted.target());
        assertThat(revoked.actor()).isEqualTo(granted.actor());
        assertThat(new Sentences().render(granted, Locale.ENGLISH))
                .as("as those of auth-server read")
                .isEqualTo("Gatehouse-test gave a role “dispatcher” to Carol Petit");
    }

    @Test
    void joinGroupThenIsTracedOnceWithTheGroupsFullName() throws Exception {
        String dave = person("david", "Dave", "Roux");
        String field =
                ok(201, admin.post("/acme/groups", Map.of("name", "Field"))).createdId();
        String north = admin.post("/acme/groups/" + field + "/children", Map.of("name", "North"))
                .body()
                .path("id")
                .asString();

        ok(204, admin.put("/acme/users/" + dave + "/groups/" + north, Map.of()));
        ok(204, admin.delete("/acme/users/" + dave + "/groups/" + north));

        ok(201, admin.post("/acme/roles", Map.of("name", "crew")));
        JsonNode role = admin.get("/acme/roles/crew").body();
        ok(204, admin.post("/acme/groups/" + north + "/role-mappings/realm", List.of(role)));

        EntryView left = once(Activity.GROUP_MEMBER_REMOVED, about(dave));
        assertThat(left.detail()).containsEntry("group", "Field/North").containsEntry("groupId", north);
        EntryView joined = once(Activity.GROUP_MEMBER_ADDED, about(dave));
        assertThat(joined.detail()).containsEntry("group", "Field/North");
        assertThat(joined.actor().label()).isEqualTo(RunningKeycloak.ADMIN);
        EntryView granted = once(
                Activity.ROLE_GRANTED, entry -> "crew".equals(entry.detail().get("role")));
        assertThat(granted.target()).isEqualTo(Party.object("group", "Field/North"));
        assertThat(granted.actor().label()).isEqualTo(RunningKeycloak.ADMIN);
    }

    @Test
    void editUserThenOldAndNewValuesAreSealedWithThePerson() throws Exception {
        String erin = person("erine", "Erin", "Blanc");

        ok(
                204,
                admin.put(
                        "/acme/users/" + erin,
                        Map.of(
                                "username",
                                "erine",
                                "firstName",
                                "Erin",
                                "lastName",
                                "Noir",
                                "email",
                                "erine@acme.example",
                                "emailVerified",
                                true,
                                "enabled",
                                false)));

        EntryView updated = once(Activity.USER_UPDATED, about(erin));
        assertThat(updated.changes()).containsExactly(Change.personal("lastName", "Blanc", "Noir"));
        EntryView disabled = once(Activity.USER_DISABLED, about(erin));
        assertThat(disabled.changes()).containsExactly(Change.of("enabled", "true", "false"));
        assertThat(everythingStored()).doesNotContain("Blanc").doesNotContain("Noir");
    }

    @Test
    void changeClientThenOldAndNewValuesAreTracedAndSecretsAreNot() throws Exception {
        String id = ok(
                        201,
                        admin.post(
                                "/acme/clients",
                                Map.of(
                                        "clientId",
                                        "forms",
                                        "secret",
                                        "s3cr3t-before",
                                        "redirectUris",
                                        List.of("https://forms.example/cb"))))
                .createdId();
        JsonNode was = admin.get("/acme/clients/" + id).body();
        ((ObjectNode) was)
                .put("secret", "s3cr3t-after")
                .putArray("redirectUris")
                .add("https://forms.example/other");

        ok(204, admin.put("/acme/clients/" + id, was));

        EntryView changed = once(
                Activity.CLIENT_CHANGED,
                entry -> entry.changes().stream()
                        .anyMatch(change -> change.field().equals("redirectUris") && change.before() != null));
        assertThat(changed.target()).isEqualTo(Party.client("forms"));
        assertThat(changed.changes())
                .contains(
                        Change.of(
                                "redirectUris", "[\"https://forms.example/cb\"]", "[\"https://forms.example/other\"]"),
                        Change.of("secret", "(hidden)", "(hidden, another)"));
        assertThat(everythingStored()).doesNotContain("s3cr3t");
    }

    @Test
    void changeRealmThenOldAndNewValuesAreTraced() throws Exception {
        ok(204, admin.put("/acme", Map.of("accessTokenLifespan", 61, "displayName", "Acme Field")));

        EntryView changed = once(
                Activity.REALM_CHANGED,
                entry -> entry.changes().stream()
                        .anyMatch(change -> change.field().equals("accessTokenLifespan")));
        assertThat(changed.changes())
                .contains(Change.of("accessTokenLifespan", "300", "61"), Change.of("displayName", null, "Acme Field"));
    }

    /** As when auth-server erases somebody: the entry that says so stays, and nothing in the trail names them any more. */
    @Test
    void deleteUserThenIsTracedOnceAndTheTrailNamesThemNoMore() throws Exception {
        String frank = person("frank", "Frank", "Morel");
        once(Activity.USER_CREATED, about(frank));
        Set<String> erasedBefore = erased();
        long keysBefore = keysDestroyed();

        ok(204, admin.delete("/acme/users/" + frank));

        EntryView erased = once(Activity.USER_ERASED, entry -> !erasedBefore.contains(place(entry)));
        assertThat(erased.target()).isEqualTo(Party.erased());
        assertThat(erased.actor().label()).isEqualTo(RunningKeycloak.ADMIN);
        assertThat(erased()).hasSize(erasedBefore.size() + 1);
        assertThat(trail.keys().findRef(REALM, UUID.fromString(frank))).isEmpty();
        assertThat(trail.entries(REALM)).noneMatch(about(frank));
        assertThat(keysDestroyed()).isEqualTo(keysBefore + 1);
        assertThat(trail.verify().faults()).isEmpty();
        assertThat(everythingStored()).doesNotContain(frank);
    }

    private static long keysDestroyed() {
        return trail.number("trail", "SELECT count(*) FROM audit.audit_erased WHERE ref IS NOT NULL");
    }

    private static Set<String> erased() {
        return trail.entries(REALM, Activity.USER_ERASED).stream()
                .map(TrailIT::place)
                .collect(Collectors.toSet());
    }

    private static String place(EntryView entry) {
        return entry.log() + ":" + entry.index();
    }

    /** Keycloak tells both to the administrator's realm, which is not traced. */
    @Test
    void makeAndDeleteRealmThenItsTrailHasItsBeginningAndItsEndAndByWhom() throws Exception {
        ok(201, admin.post("", Map.of("realm", "quiet", "enabled", true)));
        ok(204, admin.delete("/quiet"));
        ok(
                201,
                admin.post(
                        "", Map.of("realm", "brief", "enabled", true, "eventsListeners", List.of("gatehouse-trail"))));
        ok(204, admin.delete("/brief"));

        EntryView made = trail.await("keycloak-brief", Activity.REALM_CHANGED, entry -> true);
        assertThat(made.detail()).containsEntry("change", "created");
        EntryView ended = trail.await("keycloak-brief", Activity.REALM_ERASED, entry -> true);
        assertThat(List.of(made, ended)).allSatisfy(entry -> {
            assertThat(entry.actor().label()).isEqualTo(RunningKeycloak.ADMIN);
            assertThat(entry.origin().client()).isEqualTo("admin-cli");
            assertThat(entry.origin().address()).isEqualTo("127.0.0.1");
        });
        assertThat(trail.entries("keycloak-brief", Activity.REALM_ERASED)).hasSize(1);
        assertThat(trail.entries("keycloak-quiet"))
                .as("of a realm that was not traced")
                .isEmpty();
    }

    /** Whoever says that a promise of the file is not kept here is told of by name, whether the realm is new or not. */
    @Test
    void gapsThatAreAcceptedThenAreTraced() throws Exception {
        AppliedRealm realm =
                AppliedRealm.of(keycloak, "realm: gappy\nverifiedEmail: required\nsecondFactor: {required: always}\n");
        assertThat(acceptedGaps(entry -> "created".equals(entry.detail().get("change"))))
                .isEqualTo("secondFactor.methods");

        realm.apply("realm: gappy\nroles: [{name: lead, description: Leads, permissions: [users.read]}]\n");
        assertThat(acceptedGaps(entry -> !entry.detail().containsKey("change"))).contains("roles.permissions");
    }

    private static String acceptedGaps(Predicate<EntryView> which) {
        EntryView entry = trail.await(
                "keycloak-gappy",
                Activity.REALM_CHANGED,
                which.and(each -> each.changes().stream().anyMatch(TrailIT::isAboutGaps)));
        return Objects.toString(entry.changes().stream()
                .filter(TrailIT::isAboutGaps)
                .findFirst()
                .orElseThrow()
                .after());
    }

    private static boolean isAboutGaps(Change change) {
        return change.field().equals("attributes.gatehouse.accepted-gaps");
    }

    /** Whoever makes realms in Keycloak does not choose whose log they write into. */
    @Test
    void realmNamedLikeAnotherOfTheTrailThenHasALogOfItsOwn() throws Exception {
        ok(201, admin.post("", Map.of("realm", REALM, "enabled", true, "eventsListeners", List.of("gatehouse-trail"))));

        ok(204, admin.put("/" + REALM, Map.of("displayName", "not Acme")));

        trail.await(
                "keycloak-" + REALM,
                Activity.REALM_CHANGED,
                entry -> !entry.changes().isEmpty());
        assertThat(trail.entries(REALM))
                .noneMatch(entry -> entry.changes().stream().anyMatch(change -> "not Acme".equals(change.after())));
    }

    /** Of all the tests before. */
    @Test
    @Order(Integer.MAX_VALUE)
    void entriesThenNothingInThemThatTheCatalogueDoesNotKnow() {
        assertThat(trail.entries(REALM))
                .allSatisfy(entry -> assertThat(facts(entry)).isEmpty());
    }

    private static Set<String> facts(EntryView entry) {
        AuditEvent.Builder event = AuditEvent.of(REALM, entry.activity());
        entry.detail().forEach(event::detail);
        return Facts.unknown(event.build());
    }
}
