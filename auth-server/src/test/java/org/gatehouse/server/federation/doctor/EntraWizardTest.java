package org.gatehouse.server.federation.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.Test;

/** The page that prepares a connection to Entra ID says what to do, and what is wrong by the rules of the realm file. */
class EntraWizardTest {

    private static final String CONNECTIONS = "/console/realms/acme/connections";
    private static final String PAGE = "/console/realms/acme/connections/new/entra-id";

    private final TestServer server = TestServer.shared();
    private final Browser admin = as("admin");

    @Test
    void openWithoutThePermissionThenRefused() {
        assertThat(as("helpdesk").get(PAGE).status()).isEqualTo(403);
    }

    @Test
    void showWithoutFormTokenThenRefused() {
        assertThat(admin.post(PAGE, right()).status()).isEqualTo(403);
    }

    @Test
    void showWhenTheSecretItselfIsTypedThenItIsNotShownAgain() {
        String body = show("clientSecret", "s3cr3t~value").body();

        assertThat(body).contains("looks like a secret").doesNotContain("s3cr3t~value");
    }

    @Test
    void showWhenSomethingIsWrongThenTheRulesOfTheFileSaySoAtTheField() {
        assertThat(show("tenants", "organizations").body()).contains("id=\"tenants-error\"");
        assertThat(show("alias", "Not An Alias").body()).contains("id=\"alias-error\"");
        assertThat(show("clientSecretExpires", "2027-02-31").body()).contains("id=\"clientSecretExpires-error\"");
        assertThat(show("clientId", "").body()).contains("role=\"alert\"");
        assertThat(show("domains", "<script>").body())
                .doesNotContain("<script>\n")
                .contains("role=\"alert\"");
    }

    @Test
    void showThenStepsAndWhatToWrite() {
        String body = show("domains", "contoso.example\nfabrikam.example").body();

        assertThat(body)
                .contains(server.issuer("acme") + "/connections/contoso/callback")
                .contains("Token configuration", "xms_edov", "App registrations")
                .contains("clientSecret: &quot;env:CONTOSO_SECRET&quot;")
                .contains("[&quot;contoso.example&quot;,&quot;fabrikam.example&quot;]")
                .contains("./gatehouse realm apply acme.yaml");
    }

    /** Whoever may try connections may not yet decide whom the realm believes. */
    @Test
    void addWithoutThePermissionThenNothingIsOfferedNorDone() {
        Browser clientAdmin = as("client-admin");
        Answer page = clientAdmin.submit(clientAdmin.get(PAGE), PAGE, here("wizard-not"));
        assertThat(page.body()).doesNotContain("/connections/new/entra-id/add");

        Map<String, String> form = here("wizard-not");
        form.put("secret", "s3cr3t~value");
        Answer answer = clientAdmin.submit(page, PAGE + "/add", form);

        assertThat(answer.body()).contains("role=\"alert\"").doesNotContain("s3cr3t~value");
        assertThat(admin.get(CONNECTIONS + "/wizard-not").status()).isEqualTo(404);
        assertThat(clientAdmin.get(CONNECTIONS + "/wizard-not/edit").status()).isEqualTo(403);
    }

    @Test
    void addWhenItIsNotRightThenNothingIsAddedAndTheSecretIsNotShown() {
        Map<String, String> form = here("wizard-wrong");
        form.put("secret", "s3cr3t~value");
        form.put("tenants", "organizations");

        Answer answer = admin.submit(admin.get(PAGE), PAGE + "/add", form);

        assertThat(answer.body()).contains("role=\"alert\"").doesNotContain("s3cr3t~value");
        assertThat(admin.get(CONNECTIONS + "/wizard-wrong").status()).isEqualTo(404);
    }

    @Test
    void addSeenThenItIsThereAndIsChangedAndRemovedByHand() {
        String page = CONNECTIONS + "/wizard-made";
        Answer seen = admin.submit(admin.get(PAGE), PAGE, here("wizard-made"));
        assertThat(seen.body()).contains("Here, at once", "connections[wizard-made]", "frontchannel-logout");
        assertThat(admin.get(page).status()).as("nothing is changed by looking").isEqualTo(404);
        Map<String, String> form = here("wizard-made");
        form.put("secret", "s3cr3t~value");

        assertThat(admin.submit(seen, PAGE + "/add", form).location()).isEqualTo(page + "?done=added");

        Answer edit = admin.get(page + "/edit");
        assertThat(edit.body()).doesNotContain("s3cr3t~value");
        Map<String, String> change = new HashMap<>(Map.of(
                "state",
                edit.hidden("state"),
                "displayName",
                "Renamed",
                "clientId",
                "other",
                "domains",
                "wizard.example"));
        assertThat(admin.submit(edit, page + "/edit", change).location()).isEqualTo(page + "?done=changed");
        assertThat(admin.submit(edit, page + "/edit", change).body())
                .contains("role=\"alert\"", "Somebody else made a change meanwhile");
        Answer changed = admin.get(page + "/edit");
        assertThat(changed.body()).contains("Renamed", "wizard.example");

        Map<String, String> remove = new HashMap<>(Map.of("state", changed.hidden("state")));
        assertThat(admin.submit(changed, page + "/remove", remove).body()).contains("Say that you are sure.");
        remove.put("sure", "true");
        assertThat(admin.submit(changed, page + "/remove", remove).location()).isEqualTo(CONNECTIONS + "?done=removed");
        assertThat(admin.get(page).status()).isEqualTo(404);
    }

    /** Whom a connection lets in, and what it gives them, is seen before and after before it is so. */
    @Test
    void changeOfTenantsMapsAndLinkingThenSeenFirstAndByTheRulesOfTheFile() {
        String page = CONNECTIONS + "/wizard-changed";
        Map<String, String> form = here("wizard-changed");
        form.put("certificate", "true");
        Answer seen = admin.submit(admin.get(PAGE), PAGE, form);
        assertThat(seen.body()).contains("Upload certificate").doesNotContain("name=\"secret\"");
        assertThat(admin.submit(seen, PAGE + "/add", form).location()).isEqualTo(page + "?done=added");
        Answer edit = admin.get(page + "/edit");
        Map<String, String> change = new HashMap<>(Map.of(
                "state", edit.hidden("state"),
                "displayName", "",
                "clientId", "us",
                "domains", "",
                "tenants", "11111111-2222-3333-4444-555555555555\n99999999-2222-3333-4444-555555555555",
                "roles", "Forms.Planner = dispatcher",
                "groups", "no map at all",
                "guests", "user",
                "link", "never"));

        Answer wrong = admin.submit(edit, page + "/edit/preview", change);
        assertThat(wrong.body()).contains("id=\"groups-error\"").doesNotContain("id=\"preview\"");
        change.put("groups", "");
        change.put("roles", "Forms.Planner = no-such-role");
        assertThat(admin.submit(edit, page + "/edit/preview", change).body())
                .contains("no-such-role", "role=\"alert\"");
        change.put("roles", "Forms.Planner = dispatcher");
        Answer preview = admin.submit(edit, page + "/edit/preview", change);

        assertThat(preview.body())
                .contains("connections[wizard-changed].tenants", "connections[wizard-changed].link")
                .contains("<del>", "<ins>", "99999999-2222-3333-4444-555555555555");
        assertThat(admin.get(page + "/edit").body())
                .as("nothing has changed yet")
                .doesNotContain("Forms.Planner");
        assertThat(admin.submit(preview, page + "/edit", change).location()).isEqualTo(page + "?done=changed");
        Answer changed = admin.get(page + "/edit");
        assertThat(changed.body()).contains("Forms.Planner = dispatcher", "99999999-2222-3333-4444-555555555555");
        admin.submit(changed, page + "/remove", Map.of("state", changed.hidden("state"), "sure", "true"));
    }

    /** From a certificate to a secret and back: seen first, and never without what the provider would have to know. */
    @Test
    void changeOfWhatItIsKnownByThenSeenFirstAndNotWithoutASecret() {
        String page = CONNECTIONS + "/wizard-known";
        Map<String, String> form = here("wizard-known");
        form.put("certificate", "true");
        admin.submit(admin.submit(admin.get(PAGE), PAGE, form), PAGE + "/add", form);
        Answer edit = admin.get(page + "/edit");
        assertThat(edit.body()).contains("value=\"certificate\"").doesNotContain("value=\"private_key_jwt\"");
        Map<String, String> change = new HashMap<>(Map.of("state", edit.hidden("state"), "provision", "true"));

        change.put("authMethod", "private_key_jwt");
        assertThat(admin.submit(edit, page + "/edit", change).body()).contains("takes keys only by certificates");
        change.put("authMethod", "client_secret");
        Answer preview = admin.submit(edit, page + "/edit/preview", change);
        assertThat(preview.body()).contains("connections[wizard-known].authMethod", "name=\"secret\"");
        assertThat(admin.submit(preview, page + "/edit", change).body()).contains("href=\"#secret\"", "id=\"secret\"");
        change.put("secret", "s3cr3t~another");
        assertThat(admin.submit(preview, page + "/edit", change).location()).isEqualTo(page + "?done=changed");
        assertThat(admin.get(page).body()).doesNotContain("Upload certificate");

        Answer bySecret = admin.get(page + "/edit");
        assertThat(bySecret.body()).contains("clientSecretExpires").doesNotContain("s3cr3t~another");
        change.putAll(Map.of("state", bySecret.hidden("state"), "authMethod", "certificate"));
        assertThat(admin.submit(bySecret, page + "/edit", change).location()).isEqualTo(page + "?done=changed");
        Answer again = admin.get(page + "/edit");
        assertThat(again.body()).doesNotContain("clientSecretExpires");
        assertThat(admin.get(page).body()).contains("Upload certificate");
        admin.submit(again, page + "/remove", Map.of("state", again.hidden("state"), "sure", "true"));
    }

    private static Map<String, String> here(String alias) {
        Map<String, String> form = right();
        form.put("alias", alias);
        form.put("clientSecret", "");
        return form;
    }

    private static Map<String, String> right() {
        Map<String, String> form = new HashMap<>();
        form.put("alias", "contoso");
        form.put("tenants", "11111111-2222-3333-4444-555555555555");
        form.put("clientId", "66666666-7777-8888-9999-000000000000");
        form.put("clientSecret", "env:CONTOSO_SECRET");
        return form;
    }

    private Answer show(String field, String value) {
        Map<String, String> form = right();
        form.put(field, value);
        return admin.submit(admin.get(PAGE), PAGE, form);
    }

    private Browser as(String role) {
        Person somebody = People.of(server).createWith("acme", role);
        Browser browser = new Browser(server);
        browser.signIn("acme", somebody.userName(), somebody.password());
        return browser;
    }
}
