package org.gatehouse.server.exports.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.rights.ActionRefusedException;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TrailProbe;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@DisplayName("A large export of the trail waits for a second person")
class LargeExportsTest extends TrailExporting {

    private static final String WHY = ",\"why\":\"Yearly audit\"";

    @AfterEach
    void anybodyMayTakeAnything() {
        oneMayTake(null);
    }

    @Test
    void orderWhenManyEntriesAndNoReasonOrNobodyAsksThenRefused() {
        oneMayTake(0);
        TrailProbe trail = TrailProbe.of(server, REALM);
        LargeExports large = server.bean(LargeExports.class);

        assertThat(admin.post(EXPORTS, body("csv", "")).body()).contains("Say 'why'");
        assertThat(admin.post(EXPORTS, body("csv", ",\"why\":\"two\\nlines\"")).status())
                .isEqualTo(400);
        assertThat(admin.get(EXPORTS).json().at("/items").size()).isZero();
        assertThat(trail.freshCodes()).isEmpty();
        assertThatThrownBy(() -> large.ask(robot(), 7, UUID.randomUUID(), TrailFormat.CSV, null, Optional.of("Audit")))
                .as("nobody counted: a person is needed, and a second one")
                .isInstanceOf(ActionRefusedException.class);
        assertThat(large.ask(robot(), 7, UUID.randomUUID(), TrailFormat.CSV, 7L, Optional.empty()))
                .isNull();
    }

    @Test
    void orderWhenManyEntriesThenNothingIsMadeUntilSomebodyElseApproves() {
        append(7, "large");
        oneMayTake(5);
        TrailProbe trail = TrailProbe.of(server, REALM);

        Answer order = admin.post(EXPORTS, body("csv", WHY));
        String id = order.json("id");
        String request = "/approvals/" + order.json("approval");

        assertThat(order.status()).isEqualTo(202);
        assertThat(order.json("state")).isEqualTo("waiting");
        assertThat(order.json().path("expected").asInt()).isGreaterThanOrEqualTo(7);
        assertThat(trail.freshCodes()).containsExactly("approval.requested");
        assertThat(worker.step()).isFalse();
        assertThat(admin.get(EXPORTS + "/" + id + "/file").status()).isEqualTo(409);
        assertThat(admin.post(request + "/approve").body()).contains("own-request");
        AdminApi second = another("admin");
        trail.fresh();
        JsonNode seen = second.get("/approvals?size=1").json().at("/items/0");
        assertThat(seen.at("/change/format").asString()).isEqualTo("csv");
        assertThat(seen.at("/change/why").asString()).isEqualTo("Yearly audit");
        assertThat(seen.at("/details/from").asString()).isNotEmpty();

        server.clock().advance(Duration.ofMinutes(4));
        assertThat(second.post(request + "/approve").json("state")).isEqualTo("approved");

        assertThat(trail.freshCodes()).containsExactly("approval.given", "log.exported");
        finishAll();
        assertThat(admin.get(EXPORTS + "/" + id).json("state")).isEqualTo("ready");
        assertThat(Instant.parse(admin.get(EXPORTS + "/" + id).json("expiresAt")))
                .isAfter(Instant.parse(order.json("expiresAt")).plus(Duration.ofMinutes(4)));
    }

    @Test
    void waitingWhenRefusedOrTakenBackOrWithdrawnThenNeverMade() {
        oneMayTake(0);
        AdminApi second = another("admin");
        AdminApi auditor = another("auditor");
        Answer refused = auditor.post(EXPORTS, body("csv", WHY));
        Answer back = auditor.post(EXPORTS, body("csv", WHY));
        Answer erased = admin.post(EXPORTS, body("csv", WHY));
        Person leaver = People.of(server).create(REALM);

        assertThat(second.post("/approvals/" + refused.json("approval") + "/refuse")
                        .status())
                .isEqualTo(200);
        assertThat(auditor.delete(EXPORTS + "/" + back.json("id")).status()).isEqualTo(204);
        admin.deleteSeen("/accounts/" + leaver.subject());
        admin.eraseSeen("/accounts/" + leaver.subject());

        assertThat(second.post("/approvals/" + back.json("approval") + "/approve")
                        .status())
                .isEqualTo(409);
        assertThat(second.post("/approvals/" + erased.json("approval") + "/approve")
                        .status())
                .isEqualTo(409);
        assertThat(worker.step()).isFalse();
        assertThat(admin.get(EXPORTS + "/" + refused.json("id")).json("problem"))
                .isEqualTo("not-approved");
        assertThat(admin.get(EXPORTS + "/" + erased.json("id")).json("problem")).isEqualTo("person-erased");
    }

    @Test
    void stepWhenThereAreMoreThanOnePersonMayTakeThenEndsWithoutAFile() {
        append(7, "more");
        oneMayTake(1_000_000);
        String id = order("csv");
        jdbc.sql("UPDATE trail_export SET most = 5").update(); // as if they had been counted wrongly

        finishAll();

        assertThat(admin.get(EXPORTS + "/" + id).json("problem")).isEqualTo("needs-approval");
        assertThat(jdbc.sql("SELECT count(*) FROM trail_export_chunk")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void consoleThenTellsWhoOrdersWhatItWaitsForAndWhoDecidesWhatItIs() {
        oneMayTake(0);
        People people = People.of(server);
        Person auditor = people.createWith(REALM, "auditor");
        Person decider = people.createWith(REALM, "admin");
        Browser browser = new Browser(server);
        browser.signIn(REALM, auditor.userName(), auditor.password());
        String exports = "/console/realms/acme/audit/exports";
        Answer page = browser.get(exports);
        Map<String, String> form = Map.of("format", "csv", "actor", auditor.userName(), "what", "sign-in");

        assertThat(browser.submit(page, exports, form).body()).contains("say why, in one line");
        browser.submit(page, exports, with(form, "why", "Yearly audit"));
        assertThat(browser.get(exports + "?done=ordered").body())
                .contains("waits for their approval", "You ordered it.", "Take it back");

        Browser other = new Browser(server);
        other.signIn(REALM, decider.userName(), decider.password());
        Answer requests = other.get("/console/realms/acme/approvals");
        assertThat(requests.body())
                .contains("of the trace log", "Yearly audit", "Somebody " + auditor.userName(), "<bdi>sign-in</bdi>");
        Matcher approve = Pattern.compile("/console/realms/acme/approvals/[0-9a-f-]{36}/approve")
                .matcher(requests.body());
        assertThat(approve.find()).isTrue();
        assertThat(other.submit(requests, approve.group(), Map.of()).location()).endsWith("?done=approved");
        assertThat(browser.get(exports).body()).contains("Being made");
    }

    private static Map<String, String> with(Map<String, String> form, String name, String value) {
        Map<String, String> more = new HashMap<>(form);
        more.put(name, value);
        return more;
    }

    private static AdminApi another(String role) {
        return AdminApi.as(server, REALM, People.of(server).createWith(REALM, role));
    }

    private static Actor robot() {
        return new Actor(
                server.bean(Realms.class).get(REALM),
                Party.client("robot"),
                null,
                "robot",
                Set.of(Permission.AUDIT_EXPORT),
                Set.of(Permission.AUDIT_EXPORT),
                null);
    }

    private static void oneMayTake(@Nullable Integer most) {
        oneMayTake(server, most);
    }
}
