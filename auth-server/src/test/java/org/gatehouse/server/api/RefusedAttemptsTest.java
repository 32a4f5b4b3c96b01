package org.gatehouse.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.audit.sentence.Sentences;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.Statements;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailOutage;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("A refused attempt at rights changes nothing and is one entry: who, whom or what, and why not")
class RefusedAttemptsTest {

    private static final String REALM = "acme";

    private static TestServer server;

    private final People people = People.of(server);
    private final Person administrator = people.createWith(REALM, "admin");
    private final Person manager = people.createWith(REALM, "user-admin");
    private final Person helper = people.createWith(REALM, "helpdesk");
    private final Person above = people.createWith(REALM, "auditor");
    private final Person somebody = people.create(REALM);
    private final AdminApi admin = AdminApi.as(server, REALM, administrator);
    private final AdminApi managing = AdminApi.as(server, REALM, manager);
    private final AdminApi helping = AdminApi.as(server, REALM, helper);
    private String powerful = "";
    private String mine = "";
    private String inside = "";
    private String request = "";

    @BeforeAll
    static void start() {
        server = TestServer.start(new Statements());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private interface Deed extends Function<RefusedAttemptsTest, Answer> {}

    private interface Whom extends Function<RefusedAttemptsTest, String> {}

    private static final Whom SOMEBODY = t -> name(t.somebody);
    private static final Whom ABOVE = t -> name(t.above);
    private static final Whom MANAGER = t -> name(t.manager);
    private static final Whom POWERFUL = t -> "group:powerful" + t.suffix();
    private static final Whom MINE = t -> "group:mine" + t.suffix();
    private static final Whom INSIDE = t -> "group:inside" + t.suffix();

    enum Attempt {
        GIVE_MORE_THAN_ONES_OWN(
                t -> t.managing.put(account(t.somebody) + "/roles/auditor"),
                "role.granted",
                "above-own-rights",
                SOMEBODY),
        GIVE_ONESELF(
                t -> t.managing.put(account(t.manager) + "/roles/dispatcher"), "role.granted", "own-rights", MANAGER),
        GIVE_WITHOUT_THE_PERMISSION(
                t -> t.helping.put(account(t.somebody) + "/roles/user"),
                "role.granted",
                "missing-permission",
                SOMEBODY),
        GIVE_AS_A_PROGRAM(
                t -> {
                    AdminApi robot = AdminApi.asRobot(server, REALM, "roles.grant users.write");
                    t.probe.fresh();
                    return robot.put(account(t.somebody) + "/roles/admin");
                },
                "role.granted",
                "above-own-rights",
                SOMEBODY),
        TAKE_FROM_SOMEBODY_ABOVE(
                t -> t.managing.delete(account(t.above) + "/roles/auditor"), "role.revoked", "above-own-rights", ABOVE),
        EDIT_SOMEBODY_ABOVE(
                t -> t.managing.patch(account(t.above), "\"0\"", "{\"email\":\"mine@evil.example\"}"),
                "user.updated",
                "above-own-rights",
                ABOVE),
        DISABLE_SOMEBODY_ABOVE(
                t -> t.managing.post(account(t.above) + "/disable"), "user.disabled", "above-own-rights", ABOVE),
        ENABLE_SOMEBODY_ABOVE(
                t -> t.managing.post(account(t.above) + "/enable"), "user.enabled", "above-own-rights", ABOVE),
        DELETE_SOMEBODY_ABOVE(
                t -> t.managing.delete(account(t.above), "If-Match", "\"0\""),
                "user.soft-deleted",
                "above-own-rights",
                ABOVE),
        RESET_THE_FACTORS_OF_SOMEBODY_ABOVE(
                t -> t.managing.delete(account(t.above) + "/factors", "If-Match", "\"0\""),
                "factor.removed",
                "above-own-rights",
                ABOVE),
        RESET_ONES_OWN_FACTORS(
                t -> t.managing.delete(account(t.manager) + "/factors", "If-Match", "\"0\""),
                "factor.removed",
                "own-rights",
                MANAGER),
        REMOVE_A_FACTOR_OF_SOMEBODY_ABOVE(
                t -> t.managing.delete(account(t.above) + "/factors/" + t.above.subject()),
                "factor.removed",
                "above-own-rights",
                ABOVE),
        ERASE_WITHOUT_THE_PERMISSION(
                t -> t.managing.send("POST", account(t.somebody) + "/erase", null, "If-Match", "\"0\""),
                "user.erased",
                "missing-permission",
                SOMEBODY),
        RESTORE_WITHOUT_THE_PERMISSION(
                t -> t.helping.post(account(t.somebody) + "/restore"), "user.restored", "missing-permission", SOMEBODY),
        PUT_SOMEBODY_INTO_A_GROUP_THAT_MAY_MORE(
                t -> t.managing.put(t.powerful + "/members/" + t.somebody.subject()),
                "group.member-added",
                "above-own-rights",
                SOMEBODY),
        JOIN_A_GROUP_ONESELF(
                t -> t.managing.put(t.mine + "/members/" + t.manager.subject()),
                "group.member-added",
                "own-rights",
                MANAGER),
        LEAVE_A_GROUP_ONESELF(
                t -> t.managing.delete(t.inside + "/members/" + t.manager.subject()),
                "group.member-removed",
                "own-rights",
                MANAGER),
        MOVE_A_GROUP_UNDER_ONE_THAT_MAY_MORE(
                t -> t.managing.patch(t.mine, "\"0\"", "{\"parent\":\"" + id(t.powerful) + "\"}"),
                "object.updated",
                "above-own-rights",
                MINE),
        CHANGE_A_GROUP_WITHOUT_THE_PERMISSION(
                t -> t.helping.patch(t.mine, "\"0\"", "{\"name\":\"other\"}"),
                "object.updated",
                "missing-permission",
                MINE),
        MAKE_A_GROUP_BELOW_ONE_THAT_MAY_MORE(
                t -> t.managing.post("/groups", "{\"name\":\"below\",\"parent\":\"" + id(t.powerful) + "\"}"),
                "object.created",
                "above-own-rights",
                POWERFUL),
        MAKE_ONE_WITH_A_KEY(
                t -> t.managing.post(
                        "/groups",
                        "{\"name\":\"below\",\"parent\":\"" + id(t.powerful) + "\"}",
                        "Idempotency-Key",
                        t.powerful),
                "object.created",
                "above-own-rights",
                POWERFUL),
        DELETE_A_GROUP_THAT_MAY_MORE(
                t -> t.managing.delete(t.powerful, "If-Match", "\"1\""),
                "object.deleted",
                "above-own-rights",
                POWERFUL),
        GIVE_A_GROUP_THAT_MAY_MORE(
                t -> t.managing.put(t.powerful + "/roles/dispatcher"), "role.granted", "above-own-rights", POWERFUL),
        GIVE_A_GROUP_ONE_IS_IN(
                t -> t.managing.put(t.inside + "/roles/dispatcher"), "role.granted", "own-rights", INSIDE),
        TAKE_FROM_A_GROUP_THAT_MAY_MORE(
                t -> t.managing.delete(t.powerful + "/roles/auditor"), "role.revoked", "above-own-rights", POWERFUL),
        APPROVE_ONES_OWN_REQUEST(
                t -> t.admin.post("/approvals/" + t.request + "/approve"), "approval.given", "own-request", SOMEBODY),
        APPROVE_WITHOUT_THE_PERMISSION(
                t -> t.managing.post("/approvals/" + t.request + "/approve"),
                "approval.given",
                "missing-permission",
                SOMEBODY),
        REFUSE_WITHOUT_THE_PERMISSION(
                t -> t.managing.post("/approvals/" + t.request + "/refuse"),
                "approval.refused",
                "missing-permission",
                SOMEBODY),
        APPROVE_LONG_AFTER_SIGNING_IN(
                t -> {
                    AdminApi second = AdminApi.as(server, REALM, t.people.createWith(REALM, "admin"));
                    server.clock().advance(Duration.ofMinutes(6));
                    t.probe.fresh();
                    return second.post("/approvals/" + t.request + "/approve");
                },
                "approval.given",
                "sign-in-again",
                SOMEBODY),
        GIVE_ON_A_PAGE(
                t -> {
                    Browser browser = new Browser(server);
                    browser.signIn(REALM, t.manager.userName(), t.manager.password());
                    String page = "/console/realms/acme" + account(t.somebody);
                    Answer shown = browser.get(page);
                    t.probe.fresh();
                    return browser.submit(shown, page + "/roles/give", Map.of("role", "auditor"));
                },
                "role.granted",
                "above-own-rights",
                SOMEBODY);

        private final Deed deed;
        private final String code;
        private final String reason;
        private final Whom target;

        Attempt(Deed deed, String code, String reason, Whom target) {
            this.deed = deed;
            this.code = code;
            this.reason = reason;
            this.target = target;
        }
    }

    private TrailProbe probe = TrailProbe.of(server, REALM);

    @ParameterizedTest
    @EnumSource
    void attemptWhenRefusedThenOneEntryAndNothingElse(Attempt attempt) {
        prepare();
        String before = everything();
        probe = TrailProbe.of(server, REALM);

        Answer answer = attempt.deed.apply(this);

        assertThat(answer.status()).isIn(200, 403); // a page tells it in its own words
        List<EntryView> entries = probe.fresh();
        assertThat(entries).hasSize(1);
        EntryView entry = entries.get(0);
        assertThat(entry.activity().code()).isEqualTo(attempt.code);
        assertThat(entry.outcome()).isEqualTo(Outcome.DENIED);
        assertThat(entry.reason()).isEqualTo(attempt.reason);
        assertThat(entry.actor().label()).isNotBlank();
        assertThat(entry.target().label()).isEqualTo(attempt.target.apply(this));
        assertThat(entry.origin().client()).isNotBlank();
        for (Locale language : List.of(Locale.ENGLISH, Locale.FRENCH)) {
            assertThat(new Sentences().render(entry, language)).doesNotContain("…", attempt.reason, "{");
        }
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void takeTheLastAdministratorThenOneEntry() {
        Person last = people.createWith("globex", "admin");
        AdminApi leaving = AdminApi.as(server, "globex", last);
        server.bean(JdbcClient.class).sql("""
                        DELETE FROM account_role WHERE role = 'admin' AND account_id <> ?
                           AND realm_id = (SELECT id FROM realm WHERE name = 'globex')
                        """).param(last.subject()).update();
        TrailProbe trail = TrailProbe.of(server, "globex");

        assertThat(leaving.delete(account(last) + "/roles/admin").status()).isEqualTo(409);

        assertThat(trail.fresh())
                .singleElement()
                .satisfies(entry -> assertThat(entry.reason()).isEqualTo("last-administrator"))
                .satisfies(entry -> assertThat(entry.activity().code()).isEqualTo("role.revoked"))
                .satisfies(entry -> assertThat(entry.detail()).containsEntry("role", "admin"));
    }

    @Test
    void attemptWhenTheRoleOrTheTargetIsMadeUpThenNeitherIsRepeated() {
        String nobody = "/accounts/" + UUID.randomUUID();
        probe = TrailProbe.of(server, REALM);

        assertThat(helping.put(nobody + "/roles/my-password-is-secret").status())
                .isEqualTo(403);

        assertThat(probe.fresh())
                .singleElement()
                .satisfies(entry -> assertThat(entry.detail()).doesNotContainKey("role"))
                .satisfies(entry -> assertThat(entry.target().label()).isEqualTo("account:unknown"));
    }

    @Test
    void attemptWhenTheTrailIsAwayThenUnavailableAndNotEvenRefused() {
        prepare();
        Consumer<Answer> isUnavailable = answer -> {
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isNotEmpty();
        };

        List<Answer> answers = TrailOutage.during(
                server,
                () -> List.of(
                        managing.put(account(somebody) + "/roles/auditor"),
                        managing.put(powerful + "/members/" + somebody.subject()),
                        admin.post("/approvals/" + request + "/approve")));

        assertThat(answers).allSatisfy(isUnavailable);
    }

    private void prepare() {
        powerful = group("powerful");
        mine = group("mine");
        inside = group("inside");
        admin.put(powerful + "/roles/auditor");
        admin.put(inside + "/members/" + manager.subject());
        request = admin.put(account(somebody) + "/roles/admin").json("id");
    }

    /** What the attempts are about, and what would tell of a change. */
    private String everything() {
        AdminApi looking = AdminApi.as(server, REALM, administrator);
        StringBuilder all = new StringBuilder(looking.get("/groups").body());
        List.of(powerful, mine, inside)
                .forEach(group -> all.append(looking.get(group + "/members").body()));
        List.of(manager, helper, above, somebody)
                .forEach(person -> all.append(looking.get(account(person)).body()));
        return all.append(looking.get("/approvals").body()).toString();
    }

    private String group(String name) {
        return "/groups/"
                + admin.post("/groups", "{\"name\":\"" + name + suffix() + "\"}")
                        .json("id");
    }

    private String suffix() {
        return "-" + somebody.userName();
    }

    private static String name(Person person) {
        return "Somebody " + person.userName();
    }

    private static String account(Person person) {
        return "/accounts/" + person.subject();
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
