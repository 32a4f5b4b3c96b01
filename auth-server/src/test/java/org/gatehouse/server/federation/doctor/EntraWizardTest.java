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
