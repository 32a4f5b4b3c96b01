package org.gatehouse.keycloak.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gatehouse.audit.catalogue.Facts;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.privacy.KeyRing;
import org.gatehouse.audit.privacy.RegionKeyCheck;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.audit.sentence.Sentences;
import org.gatehouse.keycloak.AdminApi;
import org.gatehouse.keycloak.AdminApi.Answer;
import org.gatehouse.keycloak.AppliedRealm;
import org.gatehouse.keycloak.RunningKeycloak;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A real Keycloak on PostgreSQL, and the trail beside it: one boot for all that is looked at, a second after the kill. */
@DisplayName("What happens in Keycloak is in the trail, once, and nothing happens that is not")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TrailIT {

    private static final String REALM = "acme-eu";
    private static final String PASSWORD = "Correct-horse-7-battery";

    /** Short, so that a lag is soon too long; long enough for a slow machine to move what is there. */
    private static final Duration MAX_AGE = Duration.ofSeconds(10);

    private static TrailServer trail;
    private static RunningKeycloak keycloak;
    private static AdminApi admin;

    @BeforeAll
    static void start() throws Exception {
        trail = TrailServer.start();
        keycloak = boot();
        admin = new AdminApi(keycloak);
        ok(
                201,
                admin.post(
                        "",
                        Map.of(
                                "realm",
                                "acme",
                                "enabled",
                                true,
                                "eventsListeners",
                                List.of("jboss-logging", "gatehouse-trail"),
                                "attributes",
                                Map.of("gatehouse.retention", "sign-in=P1M"))));
    }

    @AfterAll
    static void stop() throws Exception {
        if (keycloak != null) {
            keycloak.close();
        }
        trail.close();
    }

    @Test
    @Order(1)
    void signInThenIsTracedWithThePersonTheClientAndWhereFrom() throws Exception {
        String alice = person("alice", "Alice", "Martin");

        ok(200, admin.signIn("acme", "alice", PASSWORD));

        EntryView entry = trail.await(REALM, Activity.AUTH_LOGIN, of(alice));
        assertThat(entry.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(entry.actor().label()).isEqualTo("Alice Martin");
        assertThat(entry.actor().email()).isEqualTo("alice@acme.example");
        assertThat(entry.origin().client()).isEqualTo("admin-cli");
        assertThat(entry.origin().address()).isEqualTo("127.0.0.1");
        assertThat(entry.node()).startsWith("keycloak-");
        assertThat(entry.log()).isEqualTo("acme-eu/P1M");
    }

    @Test
    @Order(2)
    void signInWithTheWrongPasswordThenIsTracedThoughKeycloakUndoesTheRest() throws Exception {
        String bob = person("bobby", "Bob", "Dupont");

        ok(400, admin.signIn("acme", "bobby", "hunter2-wrong"));
        ok(400, admin.signIn("acme", "hunter2-typed-as-name", "x"));

        EntryView known = trail.await(REALM, Activity.AUTH_LOGIN, of(bob));
        assertThat(known.outcome()).isEqualTo(Outcome.FAILURE);
        assertThat(known.reason()).isEqualTo("wrong-password");
        EntryView unknown = trail.await(REALM, Activity.AUTH_LOGIN, entry -> "unknown-account".equals(entry.reason()));
        assertThat(unknown.actor()).isEqualTo(Party.anonymous());
        assertThat(everythingStored()).doesNotContain("hunter2");
    }

    @Test
    @Order(3)
    void grantRoleThenIsTracedWithNamesAndTheAdministrator() throws Exception {
        String carol = person("carol", "Carol", "Petit");
        ok(201, admin.post("/acme/roles", Map.of("name", "dispatcher")));
        JsonNode role = admin.get("/acme/roles/dispatcher").body();

        ok(204, admin.post("/acme/users/" + carol + "/role-mappings/realm", List.of(role)));
        ok(204, admin.deleteWith("/acme/users/" + carol + "/role-mappings/realm", List.of(role)));

        EntryView granted = trail.await(
                REALM,
                Activity.ROLE_GRANTED,
                entry -> "dispatcher".equals(entry.detail().get("role")));
        assertThat(granted.target())
                .isEqualTo(Party.account(UUID.fromString(carol), "Carol Petit", "carol@acme.example"));
        assertThat(granted.actor().label()).isEqualTo(RunningKeycloak.ADMIN);
        assertThat(granted.origin().client()).isEqualTo("admin-cli");
        EntryView revoked = trail.await(
                REALM,
                Activity.ROLE_REVOKED,
                entry -> "dispatcher".equals(entry.detail().get("role")));
        assertThat(revoked.target()).isEqualTo(granted.target());
        assertThat(revoked.actor()).isEqualTo(granted.actor());
    }

    @Test
    @Order(4)
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

        EntryView left = trail.await(REALM, Activity.GROUP_MEMBER_REMOVED, about(dave));
        assertThat(left.detail()).containsEntry("group", "Field/North").containsEntry("groupId", north);
        assertThat(trail.entries(REALM, Activity.GROUP_MEMBER_ADDED).stream().filter(about(dave)))
                .singleElement()
                .satisfies(joined -> {
                    assertThat(joined.detail()).containsEntry("group", "Field/North");
                    assertThat(joined.actor().label()).isEqualTo(RunningKeycloak.ADMIN);
                });
    }

    @Test
    @Order(5)
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

        EntryView updated = trail.await(REALM, Activity.USER_UPDATED, about(erin));
        assertThat(updated.changes()).containsExactly(Change.personal("lastName", "Blanc", "Noir"));
        EntryView disabled = trail.await(REALM, Activity.USER_DISABLED, about(erin));
        assertThat(disabled.changes()).containsExactly(Change.of("enabled", "true", "false"));
        assertThat(everythingStored()).doesNotContain("Blanc").doesNotContain("Noir");
    }

    @Test
    @Order(6)
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

        EntryView changed = trail.await(
                REALM,
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
    @Order(7)
    void changeRealmThenOldAndNewValuesAreTraced() throws Exception {
        ok(204, admin.put("/acme", Map.of("accessTokenLifespan", 61, "displayName", "Acme Field")));

        EntryView changed = trail.await(
                REALM,
                Activity.REALM_CHANGED,
                entry -> entry.changes().stream()
                        .anyMatch(change -> change.field().equals("accessTokenLifespan")));
        assertThat(changed.changes())
                .contains(Change.of("accessTokenLifespan", "300", "61"), Change.of("displayName", null, "Acme Field"));
    }

    /** As when auth-server erases somebody: the entry that says so stays, and nothing in the trail names them any more. */
    @Test
    @Order(8)
    void deleteUserThenIsTracedOnceAndTheTrailNamesThemNoMore() throws Exception {
        String frank = person("frank", "Frank", "Morel");
        trail.await(REALM, Activity.USER_CREATED, about(frank));
        Set<String> erasedBefore = erased();

        ok(204, admin.delete("/acme/users/" + frank));

        EntryView erased = trail.await(REALM, Activity.USER_ERASED, entry -> !erasedBefore.contains(place(entry)));
        assertThat(erased.target()).isEqualTo(Party.erased());
        assertThat(erased.actor().label()).isEqualTo(RunningKeycloak.ADMIN);
        assertThat(erased()).hasSize(erasedBefore.size() + 1);
        assertThat(trail.keys().findRef(REALM, UUID.fromString(frank))).isEmpty();
        assertThat(trail.entries(REALM)).noneMatch(about(frank));
        assertThat(trail.number("trail", "SELECT count(*) FROM audit.audit_erased WHERE ref IS NOT NULL"))
                .isEqualTo(1);
        assertThat(trail.verify().faults()).isEmpty();
        assertThat(everythingStored()).doesNotContain(frank);
    }

    private static boolean knows(String person) {
        return trail.keys().findRef(REALM, UUID.fromString(person)).isPresent();
    }

    private static Set<String> erased() {
        return trail.entries(REALM, Activity.USER_ERASED).stream()
                .map(TrailIT::place)
                .collect(Collectors.toSet());
    }

    private static String place(EntryView entry) {
        return entry.log() + ":" + entry.index();
    }

    @Test
    @Order(8)
    void makeAndDeleteRealmThenItsTrailHasItsBeginning() throws Exception {
        ok(
                201,
                admin.post(
                        "", Map.of("realm", "brief", "enabled", true, "eventsListeners", List.of("gatehouse-trail"))));
        ok(204, admin.delete("/brief"));

        EntryView made = trail.await("keycloak-brief", Activity.REALM_CHANGED, entry -> true);
        assertThat(made.detail()).containsEntry("change", "created");
    }

    /** Whoever says that a promise of the file is not kept here is told of by name, whether the realm is new or not. */
    @Test
    @Order(8)
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

    /** The first of the roles is granted, the second is not there: Keycloak undoes both. */
    @Test
    @Order(9)
    void requestThatIsUndoneThenLeavesNothing() throws Exception {
        String grace = person("grace", "Grace", "Leroy");
        ok(201, admin.post("/acme/roles", Map.of("name", "auditor")));
        JsonNode role = admin.get("/acme/roles/auditor").body();

        ok(
                404,
                admin.post(
                        "/acme/users/" + grace + "/role-mappings/realm",
                        List.of(role, Map.of("id", "none", "name", "none"))));
        ok(200, admin.signIn("acme", "grace", PASSWORD)); // comes later in the same order

        trail.await(REALM, Activity.AUTH_LOGIN, of(grace));
        assertThat(trail.entries(REALM, Activity.ROLE_GRANTED))
                .noneMatch(entry -> "auditor".equals(entry.detail().get("role")));
    }

    /** What the console and the API read, and nothing the catalogue does not know. */
    @Test
    @Order(9)
    void entriesThenReadAsThoseOfAuthServerDo() {
        EntryView granted = trail.await(
                REALM,
                Activity.ROLE_GRANTED,
                entry -> "dispatcher".equals(entry.detail().get("role")));

        assertThat(new Sentences().render(granted, Locale.ENGLISH))
                .isEqualTo("Gatehouse-test gave a role “dispatcher” to Carol Petit");
        assertThat(trail.entries(REALM))
                .allSatisfy(entry -> assertThat(facts(entry)).isEmpty());
    }

    /** Whatever gets into the outbox and can never be moved holds up nobody, and is not lost. */
    @Test
    @Order(9)
    void entryThatCanNeverBeMovedThenIsSetAsideAndWhatComesAfterItIsMoved() throws Exception {
        String olga = person("olgas", "Olga", "Stein");
        trail.awaitMoved();
        leave("bm90IHNlYWxlZA==", UUID.randomUUID());
        AuditEvent.Builder entry = AuditEvent.of("no name of a realm", Activity.AUTH_LOGIN);
        leave(entry.actor(Party.anonymous()).occurredAt(Instant.now()).build());
        leave(AuditEvent.of(REALM, Activity.AUTH_LOGIN)
                .actor(Party.anonymous())
                .reason("moved-long-ago")
                .occurredAt(Instant.now().minus(Duration.ofDays(91)))
                .build());

        ok(200, admin.signIn("acme", "olgas", PASSWORD));

        trail.await(REALM, Activity.AUTH_LOGIN, of(olga));
        trail.awaitMoved();
        assertThat(trail.number("keycloak", "SELECT count(*) FROM gatehouse_trail_outbox WHERE dead_at IS NOT NULL"))
                .isEqualTo(3);
        assertThat(trail.entries(REALM)).noneMatch(each -> "moved-long-ago".equals(each.reason()));
        ok(200, admin.signIn("acme", "olgas", PASSWORD));
    }

    private static void leave(AuditEvent event) {
        UUID id = UUID.randomUUID();
        leave(TrailKey.parse(TrailServer.key()).seal(EventJson.write(event), id.toString()), id);
    }

    private static void leave(String sealed, UUID id) {
        trail.run(
                "keycloak",
                "INSERT INTO gatehouse_trail_outbox (id, created_at, event) VALUES ('%s', %d, '%s')"
                        .formatted(id, Instant.now().toEpochMilli(), sealed));
    }

    /** Whoever makes realms in Keycloak does not choose whose log they write into. */
    @Test
    @Order(9)
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

    @Test
    @Order(9)
    void keyOfAnotherTrailThenIsTold() throws Exception {
        byte[] other = new byte[KeyRing.KEY_LENGTH];
        other[0] = 1;

        try (Connection connection = trail.trail().getConnection()) {
            assertThat(RegionKeyCheck.of(connection, KeyRing.of(other, 1))).isEqualTo(RegionKeyCheck.Result.WRONG);
            assertThat(RegionKeyCheck.of(connection, KeyRing.of(new byte[KeyRing.KEY_LENGTH], 1)))
                    .isEqualTo(RegionKeyCheck.Result.RIGHT);
        }
    }

    /** The table is renamed away: as when the database refuses it for whatever reason. */
    @Test
    @Order(10)
    void outboxThatCannotBeWrittenThenNothingIsDone() throws Exception {
        String heidi = person("heidi", "Heidi", "Weber");
        trail.awaitMoved();
        trail.run("keycloak", "ALTER TABLE gatehouse_trail_outbox RENAME TO gone");
        try {
            assertThat(admin.signIn("acme", "heidi", PASSWORD).status()).isEqualTo(503);
            assertThat(rename(heidi).status()).isEqualTo(503);
            TrailServer.awaitThat(
                    "refusal", () -> signIn("heidi").body().toString().contains("Nobody can tell"));
            assertThat(rename(heidi).status()).isEqualTo(503);
        } finally {
            trail.run("keycloak", "ALTER TABLE gone RENAME TO gatehouse_trail_outbox");
        }

        assertThat(admin.get("/acme/users/" + heidi).body().path("firstName").asString())
                .isEqualTo("Heidi");
        TrailServer.awaitThat(
                "sign-in that is let in again", () -> signIn("heidi").status() == 200);
    }

    @Test
    @Order(11)
    void trailThatIsAwayThenNothingIsDoneOnceItIsTooFarBehindAndItHeals() throws Exception {
        String ivan = person("ivano", "Ivan", "Rossi");
        String judy = person("judyk", "Judy", "Keller");
        ok(204, admin.delete("/acme/users/" + judy));
        TrailServer.awaitThat("erasure", () -> !knows(judy));
        trail.awaitMoved();
        bringBackInTheTrail(judy);
        trail.takeAway("trail");
        try {
            ok(200, admin.signIn("acme", "ivano", PASSWORD)); // it waits in the outbox
            TrailServer.awaitThat("refusal", () -> signIn("ivano").status() == 503);
            Answer refused = admin.signIn("acme", "ivano", PASSWORD);
            assertThat(refused.body().path("error").asString()).isEqualTo("temporarily_unavailable");
            assertThat(rename(ivan).status()).isEqualTo(503);
            assertThat(admin.signIn("acme", "ivano", "wrong").status()).isEqualTo(503);
            assertThat(admin.get("/acme/users/" + ivan).body().path("firstName").asString())
                    .isEqualTo("Ivan");
        } finally {
            trail.bringBack("trail");
        }

        TrailServer.awaitThat(
                "sign-in that is let in again", () -> signIn("ivano").status() == 200);
        trail.awaitMoved();
        assertThat(trail.entries(REALM, Activity.AUTH_LOGIN)).anyMatch(of(ivan));
        assertThat(knows(judy)).isFalse();
        assertThat(trail.entries(REALM, Activity.USER_ERASED))
                .anyMatch(entry -> "restored-database".equals(entry.reason()));
        assertThat(trail.texts("keycloak", "SELECT erasure FROM gatehouse_trail_erased"))
                .isNotEmpty()
                .doesNotContain(judy);
    }

    /** As a backup of the trail's database from before the erasure has it. */
    private static void bringBackInTheTrail(String person) {
        trail.run("trail", "DELETE FROM audit.audit_erased; DELETE FROM audit.audit_erased_mark");
        trail.keys().of(REALM, UUID.fromString(person));
    }

    /** Whoever was told that an account was made finds it in the trail once; and the trail tells of none that is not there. */
    @Test
    @Order(12)
    void killedUnderLoadThenAllThatWasAnsweredIsThereOnceAndNothingElse() throws Exception {
        ConcurrentLinkedQueue<String> answered = new ConcurrentLinkedQueue<>();
        AtomicBoolean dead = new AtomicBoolean();
        List<Thread> load = IntStream.range(0, 4)
                .mapToObj(number -> new Thread(() -> make(number, answered, dead)))
                .toList();
        load.forEach(Thread::start);
        TrailServer.awaitThat("load", () -> answered.size() > 60);
        keycloak.kill();
        dead.set(true);
        for (Thread thread : load) {
            thread.join();
        }
        keycloak = boot();
        admin = new AdminApi(keycloak);
        trail.awaitMoved();

        List<String> traced = trail.entries(REALM, Activity.USER_CREATED).stream()
                .map(entry -> Objects.requireNonNull(entry.target()).label())
                .filter(name -> name.startsWith("load-"))
                .toList();
        assertThat(traced).doesNotHaveDuplicates().containsAll(answered);
        assertThat(userNames("load-")).containsExactlyInAnyOrderElementsOf(traced);
        assertThat(trail.verify().faults()).isEmpty();
    }

    @Test
    @Order(13)
    void halfConfiguredThenDoesNotStart() throws Exception {
        keycloak.close();

        assertThatThrownBy(() -> RunningKeycloak.start(
                        Path.of(System.getProperty("keycloak.home")),
                        Path.of(System.getProperty("keycloak.provider")),
                        null,
                        Map.of(),
                        List.of(
                                "--db=postgres",
                                "--db-url=" + trail.url("keycloak"),
                                "--db-username=postgres",
                                "--db-password=postgres",
                                TrailServer.option("trail-url", trail.url("trail")))))
                .hasMessageContaining("is configured in part: --spi-events-listener--gatehouse-trail--trail-user");
    }

    private static Set<String> facts(EntryView entry) {
        AuditEvent.Builder event = AuditEvent.of(REALM, entry.activity());
        entry.detail().forEach(event::detail);
        return Facts.unknown(event.build());
    }

    private static RunningKeycloak boot() throws Exception {
        return RunningKeycloak.start(
                Path.of(System.getProperty("keycloak.home")),
                Path.of(System.getProperty("keycloak.provider")),
                null,
                Map.of("TRAIL_PASSWORD", "postgres", "TRAIL_KEY", TrailServer.key()),
                trail.options(MAX_AGE));
    }

    private static void make(int thread, ConcurrentLinkedQueue<String> answered, AtomicBoolean dead) {
        AdminApi own = new AdminApi(keycloak);
        for (int i = 0; !dead.get(); i++) {
            String name = "load-" + thread + "-" + i;
            try {
                if (own.post("/acme/users", Map.of("username", name, "enabled", true))
                                .status()
                        == 201) {
                    answered.add(name);
                }
            } catch (Exception ex) {
                return; // nobody answers any more
            }
        }
    }

    private static List<String> userNames(String prefix) throws Exception {
        return admin.get("/acme/users?max=10000&search=" + prefix)
                .body()
                .valueStream()
                .map(user -> user.path("username").asString())
                .toList();
    }

    private static Answer signIn(String name) {
        try {
            return admin.signIn("acme", name, PASSWORD);
        } catch (Exception ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** Columns anybody with the database can read, of both databases. */
    private static String everythingStored() {
        return trail.texts("trail", "SELECT encode(head, 'escape') || detail FROM audit.audit_entry")
                + trail.texts("keycloak", "SELECT event FROM gatehouse_trail_outbox");
    }

    private static Predicate<EntryView> of(String person) {
        return entry -> UUID.fromString(person).equals(entry.actor().person());
    }

    private static Predicate<EntryView> about(String person) {
        return entry -> entry.target() != null
                && UUID.fromString(person).equals(entry.target().person());
    }

    /** As an administrator's page sends it: all there is, with one field changed. */
    private static Answer rename(String person) throws Exception {
        ObjectNode user = (ObjectNode) admin.get("/acme/users/" + person).body();
        return admin.put("/acme/users/" + person, user.put("firstName", "Other"));
    }

    private static String person(String userName, String firstName, String lastName) throws Exception {
        return ok(
                        201,
                        admin.post(
                                "/acme/users",
                                Map.of(
                                        "username",
                                        userName,
                                        "enabled",
                                        true,
                                        "emailVerified",
                                        true,
                                        "email",
                                        userName + "@acme.example",
                                        "firstName",
                                        firstName,
                                        "lastName",
                                        lastName,
                                        "credentials",
                                        List.of(Map.of("type", "password", "value", PASSWORD, "temporary", false)))))
                .createdId();
    }

    private static Answer ok(int status, Answer answer) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
        return answer;
    }
}
