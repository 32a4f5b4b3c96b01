package org.gatehouse.server.federation.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.gatehouse.server.federation.ProviderSignOutRun;
import org.gatehouse.server.groups.Memberships;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.ScimClient;
import org.gatehouse.server.testing.StandInProvider;
import org.gatehouse.server.testing.TrailOutage;
import org.gatehouse.server.testing.TrailProbe;
import org.gatehouse.server.testing.Untraced;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@DisplayName(
        "A connection that goes, or leads elsewhere, takes along what it gave, and leaves nothing to who comes next")
class ChangedProvidersTest {

    private static final Map<String, String> SECRETS =
            Map.of("north", StandInProvider.SECRET, "south", StandInProvider.SECRET);

    private final AdminApi admin = TwoCompanies.admin();
    private final TrailProbe trail = TrailProbe.of(TwoCompanies.SERVER, TwoCompanies.REALM);
    private final String subject = "c" + UUID.randomUUID();
    private JsonNode original;
    private ScimClient south;
    private String person;

    @BeforeEach
    void come() {
        original = admin.get("/configuration").json().path("connections");
        south = TwoCompanies.of(admin, "south");
        person = south.post(
                        "/Users",
                        "{\"userName\":\"" + subject + "\",\"displayName\":\"Sam\",\"externalId\":\"" + subject + "\"}")
                .json("id");
        TwoCompanies.link(id(), "south", TwoCompanies.SOUTH.issuer(), subject, "Planner");
        assertThat(TwoCompanies.account(id()).roles()).containsExactly("dispatcher");
        assertThat(groups()).isOne();
        trail.fresh();
    }

    @AfterEach
    void bringBack() {
        Answer answer = TwoCompanies.change(admin, file -> file.set("connections", original.deepCopy()), SECRETS);
        assertThat(answer.status()).as(answer.body()).isIn(200, 409);
    }

    @Test
    void removeThenRightsFallTokensAndSignInsEndAndTheLinkOpensNothing() {
        Browser browser = new Browser(TwoCompanies.SERVER);
        TwoCompanies.SOUTH
                .reset()
                .person("sub", subject)
                .person("roles", List.of("Planner"))
                .person("groups", List.of("g-crew"));
        TwoCompanies.comeBack(browser, "south");
        assertThat(browser.get("/realms/acme/account").status()).isEqualTo(200);
        trail.fresh();
        Answer changed = TwoCompanies.change(
                admin, file -> connections(file.put("prune", true)).remove(1), Map.of());

        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        assertNothingIsLeft();
        assertThat(trail.fresh())
                .filteredOn(entry -> "connection-changed".equals(entry.reason()))
                .hasSize(2)
                .allSatisfy(entry -> {
                    assertThat(entry.detail()).containsEntry("connection", "south");
                    assertThat(entry.target().person()).isEqualTo(id());
                });
        ProviderSignOutRun.of(TwoCompanies.SERVER);
        assertThat(browser.get("/realms/acme/account").status()).isEqualTo(302);
        assertThat(trail.fresh())
                .filteredOn(entry ->
                        entry.target() != null && id().equals(entry.target().person()))
                .singleElement()
                .satisfies(entry -> assertThat(entry.activity().code() + " " + entry.reason())
                        .isEqualTo("session.ended connection-changed"));
        bringBack();
        TwoCompanies.SOUTH.reset().person("sub", subject);
        assertThat(TwoCompanies.comeBack(new Browser(TwoCompanies.SERVER), "south")
                        .location())
                .as("the same provider knows its people again")
                .endsWith("/account");
        assertThat(south.get("/Users").status())
                .as("its token does not come back")
                .isEqualTo(401);
    }

    @Test
    void changeOfTheIssuerThenNothingIsHandedOnNotEvenTheSecret() {
        String elsewhere = TwoCompanies.NORTH.issuer();
        Answer silent = TwoCompanies.change(admin, file -> south(file).put("issuer", elsewhere), Map.of());
        assertThat(silent.status()).as(silent.body()).isEqualTo(409);
        assertThat(silent.body()).contains("is for the provider it led to before");
        Answer changed = TwoCompanies.change(
                admin, file -> south(file).put("issuer", elsewhere), Map.of("south", "Another-secret-typed-for-it-7"));

        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        assertNothingIsLeft();
        TwoCompanies.NORTH.reset().person("sub", subject);
        assertThat(TwoCompanies.comeBack(new Browser(TwoCompanies.SERVER), "south")
                        .status())
                .as("the secret is not the other provider's")
                .isNotEqualTo(302);
        assertThat(TwoCompanies.NORTH.asked("token"))
                .allSatisfy(asked -> assertThat(asked.headers().toString() + asked.parameters())
                        .doesNotContain(StandInProvider.SECRET));
    }

    /** What the one before decided is not the next one's to undo, and not its decision either. */
    @Test
    void changeOfTheIssuerThenTheNewDirectoryEnablesNobodyTheOldOneDisabled() {
        String path = "/Users/" + person;
        assertThat(south.patch(path, active(false)).status()).isEqualTo(200);
        String elsewhere = TwoCompanies.NORTH.issuer();
        Map<String, String> secret = Map.of("south", "Another-secret-typed-for-it-7");
        assertThat(TwoCompanies.change(admin, file -> south(file).put("issuer", elsewhere), secret)
                        .status())
                .isEqualTo(200);
        ScimClient next = TwoCompanies.of(admin, "south");
        TwoCompanies.link(id(), "south", elsewhere, subject);
        trail.fresh();

        Answer answer = next.patch(path, active(true));

        assertThat(answer.status()).as(answer.body()).isEqualTo(403);
        assertThat(TwoCompanies.account(id()).isActive()).isFalse();
        assertThat(trail.fresh())
                .filteredOn(entry -> entry.activity().code().equals("user.enabled"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.reason()).isEqualTo("disabled-by-another"));
        bringBack();
        TwoCompanies.SERVER
                .bean(JdbcClient.class)
                .sql("DELETE FROM provisioned_account WHERE account_id = ?")
                .param(id())
                .update();
        assertThat(TwoCompanies.of(admin, "south").patch(path, active(true)).status())
                .as("the one that disabled them, behind its alias again")
                .isEqualTo(200);
    }

    private static String active(boolean is) {
        return "{\"op\":\"replace\",\"path\":\"active\",\"value\":" + is + "}";
    }

    @Test
    void changeByApiOrWizardWhenTheTrailIsAwayThenNothingHasChanged() {
        String before = admin.get("/connections").body();
        Person chief = People.of(TwoCompanies.SERVER).createWith(TwoCompanies.REALM, "admin");
        Browser console = new Browser(TwoCompanies.SERVER);
        console.signIn(TwoCompanies.REALM, chief.userName(), chief.password());
        String wizard = "/console/realms/acme/connections/new/entra-id";
        Answer seen = console.get(wizard);
        Map<String, String> form = Map.of(
                "alias", "never",
                "tenants", "11111111-2222-3333-4444-555555555555",
                "clientId", "us",
                "certificate", "true");
        String tag = admin.get("/connections/south").header("ETag");
        List<Supplier<Answer>> changes = List.of(
                () -> admin.post(
                        "/connections",
                        "{\"definition\":{\"alias\":\"never\",\"kind\":\"oidc\",\"clientId\":\"us\",\"issuer\":\"https://id.example\"},\"clientSecret\":\"s\"}"),
                () -> admin.patch("/connections/south", tag, "{\"definition\":{\"displayName\":\"Never\"}}"),
                () -> admin.send("DELETE", "/connections/south", "", "If-Match", tag),
                () -> console.submit(seen, wizard + "/add", form));

        assertThat(changes)
                .allSatisfy(change -> assertThat(
                                TrailOutage.during(TwoCompanies.SERVER, change).status())
                        .isEqualTo(503));

        assertThat(admin.get("/connections").body()).isEqualTo(before);
        assertThat(TwoCompanies.count("SELECT count(*) FROM connection_key WHERE alias = ?", "never"))
                .isZero();
        assertThat(console.submit(seen, wizard + "/add", form).location()).endsWith("/never?done=added");
        changeAndRemoveAtTheConsole(console, form);
    }

    private static void changeAndRemoveAtTheConsole(Browser console, Map<String, String> form) {
        Untraced untraced = Untraced.of(TwoCompanies.SERVER, TwoCompanies.REALM);
        String never = "/console/realms/acme/connections/never";
        Answer page = console.get(never + "/edit");
        Map<String, String> changed = new HashMap<>(form);
        changed.putAll(Map.of("state", page.hidden("state"), "displayName", "Ever", "authMethod", "certificate"));
        assertThat(untraced.then("change", () -> console.submit(page, never + "/edit", changed))
                        .location())
                .endsWith("?done=changed");
        Answer last = console.get(never + "/edit");
        Map<String, String> sure = Map.of("state", last.hidden("state"), "sure", "true");
        assertThat(untraced.then("remove", () -> console.submit(last, never + "/remove", sure))
                        .location())
                .contains("done=");
    }

    /** What does not make another provider of it takes nothing from anybody. */
    @Test
    void changeOfTheNameThenEverythingStays() {
        assertThat(TwoCompanies.change(admin, file -> south(file).put("displayName", "The South"), Map.of())
                        .status())
                .isEqualTo(200);

        assertThat(TwoCompanies.account(id()).roles()).containsExactly("dispatcher");
        assertThat(groups()).isOne();
        assertThat(south.get("/Users/" + person).status()).isEqualTo(200);
    }

    private void assertNothingIsLeft() {
        assertThat(TwoCompanies.account(id()).roles()).isEmpty();
        assertThat(groups()).isZero();
        assertThat(south.get("/Users").status()).isEqualTo(401);
        assertThat(admin.get("/scim-tokens").body()).doesNotContain("\"connection\":\"south\"");
        for (String table :
                new String[] {"account_external_id", "provisioned_account", "federated_role", "federated_membership"}) {
            assertThat(TwoCompanies.count("SELECT count(*) FROM " + table + " WHERE account_id = ?", id()))
                    .as(table)
                    .isZero();
        }
    }

    private UUID id() {
        return UUID.fromString(person);
    }

    private int groups() {
        return TwoCompanies.SERVER
                .bean(Memberships.class)
                .of(TwoCompanies.realm(), id())
                .size();
    }

    private static ArrayNode connections(ObjectNode file) {
        return (ArrayNode) file.path("connections");
    }

    private static ObjectNode south(ObjectNode file) {
        return (ObjectNode) connections(file).get(1);
    }
}
