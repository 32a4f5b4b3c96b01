package org.gatehouse.server.scim;

import static org.assertj.core.api.Assertions.assertThat;

import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.ScimClient;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The requests Entra ID's provisioning client makes, in its own dialect and order, with made-up values. */
@DisplayName("Entra ID's provisioning client: one person's story")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EntraConversationTest {

    private static final String NEW_USER = """
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User",
                        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
             "externalId":"0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef",
             "userName":"Lena.Brandt@corp.example","active":true,"displayName":"Lena Brandt",
             "emails":[{"primary":true,"type":"work","value":"Lena.Brandt@corp.example"}],
             "phoneNumbers":[{"type":"work","value":"ext. 12"},{"type":"mobile","value":"+33 1 99 00 00 07"}],
             "meta":{"resourceType":"User"},"preferredLanguage":"fr-FR","title":"Planner",
             "addresses":[{"type":"work","formatted":"1 rue de la Paix","primary":true}],
             "roles":[],
             "name":{"formatted":"givenName familyName","familyName":"Brandt","givenName":"Lena"},
             "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":
                 {"employeeNumber":"701984","department":"Planning","manager":{"value":"x"}}}
            """;

    private static TestServer server;
    private static ScimClient entra;
    private static TrailProbe trail;
    private static String user;
    private static String group;

    @BeforeAll
    static void startServer() {
        server = ScimClient.sharedServer();
        entra = ScimClient.of(server, "directory");
        trail = TrailProbe.of(server, ScimClient.REALM);
    }

    @Test
    @Order(1)
    void testConnectionWhenNobodyIsFoundThenAnEmptyList() {
        Answer answer = entra.find("/Users", "userName eq \"9d4f1e2c-0000-4000-8000-feedfacebeef\"");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/scim+json");
        assertThat(answer.json().path("totalResults").asInt(-1)).isZero();
        assertThat(answer.json("schemas")).isEmpty();
        assertThat(answer.body()).contains("urn:ietf:params:scim:api:messages:2.0:ListResponse");
        assertThat(trail.freshCodes()).isEmpty();
    }

    @Test
    @Order(2)
    void createThenEverythingTheDirectoryHasAPlaceForIsKept() {
        Answer made = entra.post("/Users", NEW_USER);
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        user = made.json("id");

        assertThat(made.location()).isEqualTo(entra.uri("/Users/" + user).toString());
        assertThat(made.header("ETag")).startsWith("W/\"");
        assertThat(made.json("userName")).isEqualTo("Lena.Brandt@corp.example");
        assertThat(made.json("externalId")).isEqualTo("0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef");
        assertThat(made.json("preferredLanguage")).isEqualTo("fr");
        assertThat(made.json().path("active").asBoolean()).isTrue();
        assertThat(made.json().at("/emails/0/value").asString()).isEqualTo("Lena.Brandt@corp.example");
        assertThat(made.json().at("/phoneNumbers/0/value").asString()).isEqualTo("+33199000007");
        assertThat(made.body()).contains("\"employeeNumber\":\"701984\"").doesNotContain("Planner", "rue de la Paix");
        assertThat(trail.freshCodes()).containsExactly("user.created", "user.updated");
    }

    @Test
    @Order(3)
    void matchThenTheOneIsFoundByEachNameOfTheirs() {
        for (String filter : new String[] {
            "userName eq \"lena.brandt@corp.example\"",
            "externalId eq \"0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef\"",
            "emails[type eq \"work\"].value eq \"Lena.Brandt@corp.example\"",
            "emails[type eq \"work\" and value eq \"Lena.Brandt@corp.example\"]",
            "displayName eq \"Lena Brandt\"",
            "userName eq \"lena.brandt@corp.example\" and active eq true",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber eq \"701984\"",
            "id eq \"" + user + "\"",
        }) {
            Answer found = entra.find("/Users", filter);

            assertThat(found.json().path("totalResults").asInt(-1))
                    .as("%s: %s", filter, found.body())
                    .isOne();
            assertThat(found.json().at("/Resources/0/id").asString()).isEqualTo(user);
        }
        assertThat(trail.freshCodes()).containsExactly("user.viewed");
    }

    @Test
    @Order(4)
    void updateWhenSaidInEntrasWayThenDone() {
        Answer changed = entra.patch("/Users/" + user, """
                {"op":"Replace","path":"displayName","value":"Lena Brandt-Roy"},
                {"op":"Replace","path":"emails[type eq \\"work\\"].value","value":"lena.roy@corp.example"},
                {"op":"Add","path":"name.familyName","value":"Brandt-Roy"},
                {"op":"Add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department","value":"Logistics"},
                {"op":"Add","path":"addresses[type eq \\"work\\"].locality","value":"Lyon"},
                {"op":"Replace","path":"phoneNumbers[type eq \\"fax\\"].value","value":"none"},
                {"op":"Add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":"b0"},
                {"op":"Add","path":"roles[primary eq \\"True\\"].value","value":"{\\"id\\":\\"1\\",\\"value\\":\\"admin\\"}"},
                {"op":"Replace","path":"title","value":"Lead"}
                """);

        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        assertThat(changed.json("displayName")).isEqualTo("Lena Brandt-Roy");
        assertThat(changed.json().at("/emails/0/value").asString()).isEqualTo("lena.roy@corp.example");
        assertThat(changed.json().at("/phoneNumbers/0/value").asString()).isEqualTo("+33199000007");
        assertThat(changed.body()).contains("\"department\":\"Logistics\"", "\"employeeNumber\":\"701984\"");
        assertThat(trail.freshCodes()).containsExactly("user.updated");
    }

    @Test
    @Order(5)
    void replaceWithoutAPathThenDone() {
        Answer changed = entra.patch("/Users/" + user, """
                {"op":"replace","value":{"displayName":"Lena Roy","active":"True","name.givenName":"Helena",
                 "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department":"Fleet"}}
                """);

        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        assertThat(changed.json("displayName")).isEqualTo("Lena Roy");
        assertThat(changed.body()).contains("\"department\":\"Fleet\"");
        trail.fresh();
    }

    @Test
    @Order(6)
    void groupWhenMadeAndFilledThenThePersonIsInIt() {
        assertThat(entra.find("/Groups?excludedAttributes=members", "displayName eq \"Night shift\"")
                        .json()
                        .path("totalResults")
                        .asInt(-1))
                .isZero();
        Answer made = entra.post("/Groups", """
                {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group",
                            "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"],
                 "externalId":"8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159","displayName":"Night shift",
                 "members":[],"meta":{"resourceType":"Group"}}
                """);
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        group = made.json("id");
        Answer filled = entra.patch(
                "/Groups/" + group,
                "{\"op\":\"Add\",\"path\":\"members\",\"value\":[{\"$ref\":null,\"value\":\"" + user + "\"}]}");

        assertThat(filled.status()).as(filled.body()).isEqualTo(204);
        assertThat(filled.body()).isEmpty();
        assertThat(members()).containsExactly(user);
        assertThat(entra.get("/Users/" + user).json().at("/groups/0/display").asString())
                .isEqualTo("Night shift");
        for (String asked : new String[] {
            "id eq \"" + group + "\" and members eq \"" + user + "\"",
            "members[value eq \"" + user + "\"]",
            "externalId eq \"8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159\""
        }) {
            Answer found = entra.find("/Groups?excludedAttributes=members", asked);
            assertThat(found.json().path("totalResults").asInt(-1))
                    .as("%s: %s", asked, found.body())
                    .isOne();
            assertThat(found.json().at("/Resources/0").has("members")).isFalse();
        }
        assertThat(trail.freshCodes()).containsExactly("object.created", "object.updated", "group.member-added");
    }

    @Test
    @Order(7)
    void groupWhenRenamedThenItIsTheSame() {
        Answer renamed = entra.patch(
                "/Groups/" + group, "{\"op\":\"Replace\",\"path\":\"displayName\",\"value\":\"Late shift\"}");

        assertThat(renamed.status()).as(renamed.body()).isEqualTo(204);
        assertThat(entra.get("/Groups/" + group).json("displayName")).isEqualTo("Late shift");
        assertThat(members()).containsExactly(user);
        assertThat(trail.freshCodes()).containsExactly("object.updated");
    }

    @Test
    @Order(8)
    void disableThenNothingIsTheirsUntilEnabledAgain() {
        Answer disabled = entra.patch("/Users/" + user, "{\"op\":\"Replace\",\"path\":\"active\",\"value\":\"False\"}");

        assertThat(disabled.status()).as(disabled.body()).isEqualTo(200);
        assertThat(disabled.json().path("active").asBoolean(true)).isFalse();
        assertThat(members()).isEmpty();
        assertThat(trail.freshCodes()).containsExactly("user.disabled", "group.member-removed");

        Answer enabled = entra.patch("/Users/" + user, "{\"op\":\"Replace\",\"path\":\"active\",\"value\":\"True\"}");

        assertThat(enabled.json().path("active").asBoolean()).isTrue();
        assertThat(members()).containsExactly(user);
        assertThat(trail.freshCodes()).containsExactly("user.enabled", "group.member-added");
    }

    @Test
    @Order(9)
    void memberWhenRemovedByValueThenTheOthersStay() {
        String other = entra.post("/Users", "{\"userName\":\"omar@corp.example\",\"displayName\":\"Omar\"}")
                .json("id");
        entra.patch(
                "/Groups/" + group, "{\"op\":\"Add\",\"path\":\"members\",\"value\":[{\"value\":\"" + other + "\"}]}");
        Answer removed = entra.patch(
                "/Groups/" + group,
                "{\"op\":\"Remove\",\"path\":\"members\",\"value\":[{\"$ref\":null,\"value\":\"" + user + "\"}]}");

        assertThat(removed.status()).as(removed.body()).isEqualTo(204);
        assertThat(members()).containsExactly(other);
        Answer byPath = entra.patch(
                "/Groups/" + group, "{\"op\":\"remove\",\"path\":\"members[value eq \\\"" + other + "\\\"]\"}");
        assertThat(byPath.status()).as(byPath.body()).isEqualTo(204);
        assertThat(members()).isEmpty();
        trail.fresh();
    }

    @Test
    @Order(10)
    void deleteThenGone() {
        assertThat(entra.delete("/Groups/" + group).status()).isEqualTo(204);
        assertThat(entra.get("/Groups/" + group).status()).isEqualTo(404);
        assertThat(entra.delete("/Users/" + user).status()).isEqualTo(204);
        assertThat(entra.get("/Users/" + user).status()).isEqualTo(404);
        assertThat(entra.delete("/Users/" + user).status()).isEqualTo(404);
        assertThat(entra.find("/Users", "userName eq \"lena.brandt@corp.example\"")
                        .json("totalResults"))
                .isEqualTo("0");
        assertThat(trail.freshCodes()).containsExactly("object.deleted", "user.soft-deleted");
    }

    private static java.util.List<String> members() {
        return entra.get("/Groups/" + group)
                .json()
                .path("members")
                .valueStream()
                .map(member -> member.path("value").asString())
                .toList();
    }
}
