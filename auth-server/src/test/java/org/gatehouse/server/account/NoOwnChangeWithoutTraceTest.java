package org.gatehouse.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailOutage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What people change of their own is changed with its entry, or not at all")
class NoOwnChangeWithoutTraceTest {

    private static final String REALM = "acme";
    private static final String ACCOUNT = "/realms/acme/account";

    private static TestServer server;

    private final Person person = People.of(server).create(REALM);
    private final RelyingApp asking = RelyingApp.of(server, REALM, "asking");
    private final Browser browser = new Browser(server);
    private Answer tokens;

    @BeforeAll
    static void startAServerToBreak() {
        server = TestServer.start(TestDatabase.fresh(), new SettableClock(), Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void allowAnApp() {
        Answer toConsent = asking.codeAnswer(browser, person, asking.authorization());
        Answer page = browser.get(toConsent.location());
        Answer allowed = browser.submit(page, asking.path("/consent"), Map.of("decision", "allow"));
        tokens = asking.redeem(browser.get(allowed.location()).redirectParameter("code"));
    }

    @Test
    void changeProfileThenUnavailableAndNothingIsChanged() {
        assertThat(unwritten("/profile", "/profile", Map.of("displayName", "Unseen")))
                .isEqualTo(503);

        assertThat(account().displayName()).startsWith("Somebody");
    }

    @Test
    void revokeConsentThenUnavailableAndTheAppKeepsWhatItHas() {
        assertThat(unwritten("/consents", "/consents/revoke", Map.of("client", "asking")))
                .isEqualTo(503);

        assertThat(asking.isActive(tokens.json("access_token"))).isTrue();
        assertThat(browser.get(ACCOUNT + "/consents").body()).contains("Asking app");
    }

    @Test
    void deleteThenUnavailableAndThePersonIsStillHere() {
        assertThat(unwritten("/erase", "/erase", Map.of("confirmation", person.userName())))
                .isEqualTo(503);

        assertThat(account().isActive()).isTrue();
        assertThat(account().roles()).containsExactly("user");
        assertThat(browser.get(ACCOUNT).status()).isEqualTo(200);
        assertThat(asking.isActive(tokens.json("access_token"))).isTrue();
    }

    @Test
    void reportASignInThenUnavailableAndEverySignInGoesOn() {
        Browser other = new Browser(server);
        other.signIn(REALM, person.userName(), person.password());

        assertThat(unwritten("/not-me", "/not-me", Map.of())).isEqualTo(503);
        assertThat(unwritten("/sessions", "/sessions/end-others", Map.of())).isEqualTo(503);

        assertThat(other.get(ACCOUNT).status()).isEqualTo(200);
        assertThat(account().passwordMustChange()).isFalse();
        assertThat(asking.isActive(tokens.json("access_token"))).isTrue();
    }

    private int unwritten(String page, String action, Map<String, String> fields) {
        Answer form = browser.get(ACCOUNT + page);
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put("version", form.hidden("version"));
        return TrailOutage.during(server, () -> browser.submit(form, ACCOUNT + action, all))
                .status();
    }

    private Account account() {
        return server.bean(Accounts.class)
                .find(server.bean(Realms.class).get(REALM), person.subject())
                .orElseThrow();
    }
}
