package org.gatehouse.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.AccountState;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.signin.AfterFreshSignIn;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@DisplayName("Rights, factors, addresses and erasure in the console, a quarter of an hour after signing in")
class FreshSignInConsoleTest {

    private static final String LIST = "/console/realms/acme/accounts";

    private final TestServer server = TestServer.shared();
    private final Person admin = People.of(server).createWith("acme", "admin");
    private final Person person = People.of(server).create("acme");
    private final String page = LIST + "/" + person.subject();
    private final Browser browser = new Browser(server);

    @BeforeEach
    void signInAndWait() {
        browser.signIn("acme", admin.userName(), admin.password());
        browser.get(page);
        server.clock().advance(Duration.ofMinutes(16));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/roles/give",
                "/roles/take",
                "/groups/join",
                "/groups/leave",
                "/edit",
                "/enable",
                "/delete",
                "/restore",
                "/erase",
                "/factors/reset",
                "/password/temporary"
            })
    void changeThenAsksToSignInAndComesBackToThePage(String change) {
        Answer answer = change(change, Map.of("role", "dispatcher"));

        assertThat(answer.location()).contains("/realms/acme/sign-in?to=");
        assertThat(URLDecoder.decode(answer.location(), StandardCharsets.UTF_8)).endsWith("to=" + page);
        assertThat(account().state()).as("nothing was done").isEqualTo(AccountState.ACTIVE);
    }

    /** Of the console and of one's own account: whatever is sent there asks for it, or only takes away or looks. */
    @Test
    void everyFormThenAsksForAFreshSignInOrSaysWhyNot() {
        Set<String> without = server.beans(RequestMappingHandlerMapping.class).stream()
                .flatMap(mapping -> mapping.getHandlerMethods().entrySet().stream())
                .filter(form -> form.getKey().getMethodsCondition().getMethods().contains(RequestMethod.POST))
                .filter(form -> !form.getValue().hasMethodAnnotation(AfterFreshSignIn.class))
                .filter(form -> !form.getValue().getBeanType().isAnnotationPresent(AfterFreshSignIn.class))
                .flatMap(form -> form.getKey().getPatternValues().stream())
                .filter(path -> path.startsWith("/console/") || path.startsWith("/realms/{realm}/account"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(without).containsExactlyInAnyOrderElementsOf(WITHOUT.keySet());
    }

    private static final Map<String, String> WITHOUT = Map.ofEntries(
            Map.entry("/console/realms/{realm}/accounts/{id}/reveal", "looks, with an entry each time"),
            Map.entry("/console/realms/{realm}/accounts/{id}/disable", "shuts out, and is done in a hurry"),
            Map.entry("/console/realms/{realm}/accounts/{id}/sign-out", "ends, and is done in a hurry"),
            Map.entry("/console/realms/{realm}/accounts/{id}/password/require-change", "takes away"),
            Map.entry("/console/realms/{realm}/approvals/{id}/refuse", "takes away"),
            Map.entry("/console/realms/{realm}/audit/{reference}/reveal", "looks, with an entry each time"),
            Map.entry("/console/realms/{realm}/audit/exports/{id}/delete", "takes away"),
            Map.entry("/console/realms/{realm}/audit/views", "a question, which shows nobody more than they may see"),
            Map.entry(
                    "/console/realms/{realm}/audit/views/{id}/alert",
                    "tells its owner how many, whose right is asked anew"),
            Map.entry("/console/realms/{realm}/audit/views/{id}/remove", "takes away"),
            Map.entry("/console/realms/{realm}/clients/{id}/preview", "looks"),
            Map.entry("/console/realms/{realm}/connections/{alias}/edit/preview", "looks"),
            Map.entry("/console/realms/{realm}/connections/new/entra-id", "looks"),
            Map.entry("/console/realms/{realm}/groups", "an empty group gives nobody anything"),
            Map.entry("/console/realms/{realm}/integrity/verify", "looks"),
            Map.entry("/console/realms/{realm}/password-rules", "looks"),
            Map.entry("/realms/{realm}/account/consents/revoke", "takes away"),
            Map.entry("/realms/{realm}/account/devices/{device}/sign-out", "ends"),
            Map.entry("/realms/{realm}/account/factors/browsers/{browser}/forget", "takes away"),
            Map.entry("/realms/{realm}/account/notices/{notice}/dismiss", "was seen"),
            Map.entry("/realms/{realm}/account/passkeys/{id}/rename", "a name opens nothing"),
            Map.entry("/realms/{realm}/account/password", "asks for the password there is"),
            Map.entry(
                    "/realms/{realm}/account/profile", "opens nothing: neither the address nor the user name is there"),
            Map.entry("/realms/{realm}/account/sessions/end-others", "ends"),
            Map.entry("/realms/{realm}/account/sessions/{reference}/end", "ends"));

    @Test
    void giveARoleThenNothingIsGivenUntilSignedInAgain() {
        change("/roles/give", Map.of("role", "dispatcher"));
        assertThat(roles()).doesNotContain("dispatcher");

        browser.signIn("acme", admin.userName(), admin.password());
        assertThat(change("/roles/give", Map.of("role", "dispatcher")).location())
                .contains(page);
        assertThat(roles()).contains("dispatcher");
    }

    @Test
    void changeWhenTheBrowserTellsNoRefererThenComesBackToThePageAbove() {
        Answer shown = browser.get(page);
        Answer answer = browser.submit(shown, page + "/erase", Map.of());

        assertThat(URLDecoder.decode(answer.location(), StandardCharsets.UTF_8)).endsWith("to=" + page);
    }

    /** As without script, which keeps what was typed in the browser. */
    @Test
    void editThenWhatWasTypedIsThereAfterwardsOnceAndForNobodyElse() {
        Person other = People.of(server).createWith("acme", "admin");
        sendsTooLate("Typed By One");
        assertThat(server.bean(JdbcClient.class)
                        .sql(
                                "SELECT count(*) FROM web_session_attributes WHERE position('Typed By'::bytea IN attribute_bytes) > 0")
                        .query(Integer.class)
                        .single())
                .as("readable in the database")
                .isZero();

        browser.signIn("acme", admin.userName(), admin.password());
        assertThat(browser.get(page + "/edit").body()).contains("Typed By One");
        assertThat(browser.get(page + "/edit").body()).as("given once").doesNotContain("Typed By");
        assertThat(account().displayName()).doesNotContain("Typed By");

        sendsTooLate("Typed By Another");
        browser.signIn("acme", other.userName(), other.password());
        assertThat(browser.get(page + "/edit").body()).doesNotContain("Typed By");
        browser.signIn("acme", admin.userName(), admin.password());
        assertThat(browser.get(page + "/edit").body()).doesNotContain("Typed By");
    }

    @Test
    void changeAnApplicationOrWhatIsKeptThenWhatWasTypedIsThereAfterwards() {
        String client = "/console/realms/acme/clients/web";
        String kept = "/console/realms/acme/retention?category=rights";
        Map<String, String> change = Map.of("displayName", "Typed App", "scopes", "openid typed", "consent", "true");

        sendsTooLate(client, client, change);
        assertThat(browser.get(client).body()).contains("value=\"Typed App\"", "openid typed</textarea>");
        assertThat(browser.get(client).body()).doesNotContain("Typed App");

        sendsTooLate(kept, kept.replace("?category=", "/"), Map.of("seen", "P3Y", "tier", "P5Y", "why", "Typed why"));
        assertThat(browser.get(kept).body())
                .contains("value=\"Typed why\"")
                .containsPattern("value=\"P5Y\"[^>]* checked");
    }

    private void sendsTooLate(String page, String address, Map<String, String> typed) {
        browser.signIn("acme", admin.userName(), admin.password());
        Answer form = browser.get(page);
        server.clock().advance(Duration.ofMinutes(16));
        assertThat(browser.submit(form, address, typed, "Referer", server.baseUrl() + page)
                        .location())
                .contains("/sign-in?to=");
        browser.signIn("acme", admin.userName(), admin.password());
    }

    private void sendsTooLate(String name) {
        browser.signIn("acme", admin.userName(), admin.password());
        Answer form = browser.get(page + "/edit");
        server.clock().advance(Duration.ofMinutes(16));
        Map<String, String> typed =
                Map.of("version", form.hidden("version"), "userName", person.userName(), "displayName", name);
        String address = page + "/edit";
        assertThat(browser.submit(form, address, typed, "Referer", server.baseUrl() + address)
                        .location())
                .contains("/sign-in?to=");
    }

    @Test
    void readingStaysOpen() {
        assertThat(browser.get(page).status()).isEqualTo(200);
        assertThat(browser.get(LIST).status()).isEqualTo(200);
    }

    private Set<String> roles() {
        return account().roles();
    }

    private Account account() {
        Realm realm = server.bean(Realms.class).get("acme");
        return server.bean(Accounts.class).find(realm, person.subject()).orElseThrow();
    }

    private Answer change(String change, Map<String, String> fields) {
        return browser.submit(browser.get(page), page + change, fields, "Referer", server.baseUrl() + page);
    }
}
