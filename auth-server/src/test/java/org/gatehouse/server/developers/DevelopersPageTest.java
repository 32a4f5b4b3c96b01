package org.gatehouse.server.developers;

import static org.assertj.core.api.Assertions.assertThat;

import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@DisplayName("The realm's metadata for people")
class DevelopersPageTest {

    private final TestServer server = TestServer.shared();
    private final Browser browser = new Browser(server);

    @Test
    void openWhenRealmIsUnknownThenNotFound() {
        assertThat(browser.get("/realms/nowhere/developers").status()).isEqualTo(404);
    }

    @Test
    void openWithoutSignInThenEveryLineOfTheDocumentIsThere() {
        JsonNode document =
                browser.get("/realms/acme/.well-known/openid-configuration").json();

        Answer page = browser.get("/realms/acme/developers");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(document.propertyNames()).hasSizeGreaterThan(20);
        document.properties().forEach(property -> {
            boolean isText = property.getValue().isString();
            assertThat(page.body()).contains(isText ? property.getValue().asString() : property.getKey());
        });
    }

    @Test
    void openThenNoClientAndNoSecretIsNamed() {
        String page = browser.get("/realms/acme/developers").body();

        assertThat(page).doesNotContain("web.example", "exporter", TestServer.secret("WEB_SECRET"));
    }

    @Test
    void openInFrenchThenInFrench() {
        Answer page = browser.get("/realms/acme/developers?lang=fr");

        assertThat(page.body()).contains("<html lang=\"fr\"", "Connecter une application");
    }
}
