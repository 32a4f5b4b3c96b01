package org.gatehouse.server.console.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Clients in the console: by the rules of the API, secrets shown once, nobody's change lost")
class ClientsConsoleTest {

    private static final String REALM = "acme";
    private static final String LIST = "/console/realms/acme/clients";
    private static final Pattern SECRET = Pattern.compile("<code id=\"secret\">([^<]{20,})</code>");

    private final TestServer server = TestServer.shared();
    private final People people = People.of(server);
    private final Browser clientAdmin = as("client-admin");
    private final TrailProbe trail = TrailProbe.of(server, REALM);
    private final String id = "made-" + UUID.randomUUID();
    private final String client = LIST + "/" + id;

    @Test
    void openWhenThePersonMayNotThenRefusedAndNothingChanges() {
        Browser auditor = as("auditor");
        Answer elsewhere = auditor.get("/console/realms/acme/audit");

        assertThat(auditor.get(LIST).status()).isEqualTo(403);
        assertThat(auditor.get(LIST + "/web").status()).isEqualTo(403);
        assertThat(auditor.submit(elsewhere, LIST + "/new", made()).status()).isEqualTo(403);
        assertThat(auditor.submit(elsewhere, LIST + "/web/secrets", Map.of()).status())
                .isEqualTo(403);
        assertThat(clientAdmin.get(LIST + "/nobody").status()).isEqualTo(404);
        assertThat(clientAdmin.get(LIST + "/gatehouse-console").status()).isEqualTo(404);
    }

    @Test
    void changeWhenItGoesBeyondOnesRightsOrTheRulesThenToldAndNothingIsLost() {
        Answer form = clientAdmin.get(LIST + "/new");

        assertThat(clientAdmin
                        .submit(form, LIST + "/new", with("redirectUris", "javascript:alert(1)"))
                        .body())
                .contains("role=\"alert\"", "javascript:alert(1)</textarea>");
        assertThat(clientAdmin
                        .submit(form, LIST + "/new", with("scopes", "users.write"))
                        .body())
                .contains("you cannot change it");
        assertThat(clientAdmin.submit(form, LIST + "/console/secrets", Map.of()).body())
                .contains("you cannot change it");
        assertThat(clientAdmin.get(client).status()).isEqualTo(404);
    }

    @Test
    void makeChangeAndRemoveThenSecretsAreShownOnceAndWhoWasSlowerIsTold() {
        Answer created = clientAdmin.submit(clientAdmin.get(LIST + "/new"), LIST + "/new", made());
        String first = secret(created);
        Answer page = clientAdmin.get(client);
        String state = page.hidden("state");

        assertThat(created.header("Cache-Control")).contains("no-store");
        assertThat(page.body()).contains("Made one", "https://made.example/cb").doesNotContain(first);
        assertThat(clientAdmin.get(LIST + "?q=" + id).body()).contains("Made one");
        Answer preview = clientAdmin.submit(
                page, client + "/preview", with("state", state, "scopes", "openid email", "consent", "true"));
        assertThat(preview.body())
                .contains("What it changes", "removed</span>", "added</span>", "<bdi>Yes</bdi>")
                .containsPattern("<del><bdi>profile</bdi></del>")
                .containsPattern("<ins><bdi>email</bdi></ins>")
                .doesNotContain("Somebody else", "<bdi>openid</bdi>");
        assertThat(clientAdmin.get(client).hidden("state"))
                .as("nothing has changed")
                .isEqualTo(state);
        assertThat(clientAdmin
                        .submit(page, client, with("state", state, "displayName", "Changed one"))
                        .location())
                .endsWith("?done=changed");
        assertThat(clientAdmin
                        .submit(page, client, with("state", state, "displayName", "Late"))
                        .body())
                .contains("Somebody else made a change meanwhile", "value=\"Late\"", "Stored by now: Changed one");
        assertThat(clientAdmin
                        .submit(page, client + "/preview", with("state", state, "displayName", "Late"))
                        .body())
                .contains("Somebody else made a change meanwhile", "Stored by now: Changed one")
                .containsPattern("<del><bdi>Changed one</bdi></del>");

        Answer rotated = clientAdmin.submit(page, client + "/secrets", Map.of("overlap", "7"));
        assertThat(secret(rotated)).isNotEqualTo(first);
        assertThat(rotated.body()).contains("Ends");
        assertThat(clientAdmin.submit(page, client + "/secrets", Map.of()).body())
                .contains("two secrets already");
        Matcher end = Pattern.compile("action=\"(" + client + "/secrets/[0-9a-f-]{36}/end)\"")
                .matcher(rotated.body());
        assertThat(end.find()).isTrue();
        assertThat(clientAdmin.submit(page, end.group(1), Map.of()).location()).endsWith("?done=secret-ended");

        String now = clientAdmin.get(client).hidden("state");
        assertThat(clientAdmin
                        .submit(page, client + "/delete", Map.of("state", now))
                        .body())
                .contains("exactly as it is shown");
        assertThat(clientAdmin
                        .submit(page, client + "/delete", Map.of("state", now, "confirmation", id))
                        .location())
                .endsWith("?done=deleted");
        assertThat(clientAdmin.get(client).status()).isEqualTo(404);
        assertThat(trail.freshCodes()).filteredOn("client.changed"::equals).hasSizeGreaterThanOrEqualTo(5);
    }

    private Map<String, String> made() {
        return Map.of(
                "id", id,
                "kind", "web",
                "displayName", "Made one",
                "redirectUris", "https://made.example/cb",
                "scopes", "openid profile");
    }

    private Map<String, String> with(String... more) {
        Map<String, String> all = new HashMap<>(made());
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    private static String secret(Answer page) {
        Matcher found = SECRET.matcher(page.body());
        assertThat(found.find()).as(page.body()).isTrue();
        return found.group(1);
    }

    private Browser as(String role) {
        Person somebody = people.createWith(REALM, role);
        Browser browser = new Browser(server);
        browser.signIn(REALM, somebody.userName(), somebody.password());
        return browser;
    }
}
