package org.gatehouse.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("People put right what is known about them, and the trail says from what to what")
class OwnProfileTest {

    private static final String REALM = "acme";
    private static final String PAGE = "/realms/acme/account/profile";

    private final TestServer server = TestServer.shared();
    private final Person person = People.of(server).create(REALM);
    private final Browser browser = new Browser(server);

    @BeforeEach
    void signIn() {
        browser.signIn(REALM, person.userName(), person.password());
    }

    @Test
    void pageWhenNotSignedInThenSignInPage() {
        assertThat(new Browser(server).get(PAGE).location()).contains("/sign-in");
    }

    @Test
    void changeWithoutFormTokenThenRefused() {
        page();

        assertThat(browser.post(PAGE, Map.of("displayName", "Other", "version", "0"))
                        .status())
                .isEqualTo(403);
        assertThat(account().displayName()).startsWith("Somebody");
    }

    @Test
    void changeWhenTheVersionIsMissingOrNoneThenBadRequest() {
        assertThat(browser.submit(page(), PAGE, Map.of("displayName", "Other")).status())
                .isEqualTo(400);
        assertThat(change("Other", "", "", "first").status()).isEqualTo(400);
        assertThat(account().displayName()).startsWith("Somebody");
    }

    @Test
    void changeWhenValuesAreWrongThenEachIsToldAtItsFieldAndNothingIsChanged() {
        TrailProbe probe = TrailProbe.of(server, REALM);

        String body = change("<b>Bold", "tlh", "12345", version()).body();

        assertThat(body)
                .contains("<title>Error: Your profile")
                .contains("href=\"#displayName\"", "href=\"#locale\"", "href=\"#phone\"")
                .contains("value=\"&lt;b&gt;Bold\"", "value=\"12345\"");
        assertThat(probe.freshCodes()).isEmpty();
        assertThat(account().version()).isZero();
    }

    @Test
    void changeWhenTheNameIsEmptyOrEnormousThenRefused() {
        for (String name : List.of("", " ", "x".repeat(255), "x".repeat(100_000), "a\u202eb", "a\u0007b")) {
            assertThat(change(name, "", "", version()).body()).contains("href=\"#displayName\"");
        }
        assertThat(account().version()).isZero();
    }

    @Test
    void changeWhenSomebodyElseWasFasterThenNothingIsSavedAndWhatWasTypedIsKept() {
        String seen = version();
        AdminApi admin = AdminApi.as(server, REALM, People.of(server).createWith(REALM, "admin"));
        admin.patchSeen("/accounts/" + person.subject(), "{\"displayName\":\"From above\"}");
        TrailProbe probe = TrailProbe.of(server, REALM);

        Answer stale = change("From below", "", "", seen);

        assertThat(stale.body()).contains("changed elsewhere meanwhile", "Stored by now: From above", "From below");
        assertThat(probe.freshCodes()).isEmpty();
        assertThat(account().displayName()).isEqualTo("From above");
        assertThat(change("From below", "", "", stale.hidden("version")).location())
                .endsWith("?saved");
        assertThat(account().displayName()).isEqualTo("From below");
    }

    @Test
    void changeWhenFormNamesMoreThanThePageHasThenOnlyThatOfThePageCounts() {
        Map<String, String> form = form("Somebody", "fr", "", version());
        form.put("userName", "admin");
        form.put("email", "mine@elsewhere.example");
        form.put("emailVerified", "true");
        form.put("roles", "admin");
        form.put("attributes.badge", "1");
        form.put("subject", "00000000-0000-0000-0000-000000000000");

        assertThat(browser.submit(page(), PAGE, form).location()).endsWith("?saved");

        assertThat(account().userName()).isEqualTo(person.userName());
        assertThat(account().roles()).containsExactly("user");
        assertThat(server.bean(Accounts.class).personalData(account()).email()).isEqualTo(person.email());
        assertThat(account().locale()).isEqualTo("fr");
    }

    @Test
    void changeThenTheEntrySaysFromWhatToWhatAndTheFrameGreetsByTheNewName() {
        TrailProbe probe = TrailProbe.of(server, REALM);

        Answer saved = change("Ana Conda", "fr", "+33 1 99 00 00 01", version());

        assertThat(saved.location()).endsWith("/account/profile?saved");
        assertThat(browser.get(PAGE, "Accept-Language", "en", "Accept", "text/html")
                        .body())
                .contains("Ana Conda</bdi>", "value=\"+33199000001\"");
        List<EntryView> entries = probe.fresh();
        assertThat(entries).singleElement().satisfies(entry -> {
            assertThat(entry.activity().code()).isEqualTo("user.updated");
            assertThat(entry.actor().person()).isEqualTo(person.subject());
            assertThat(entry.target().person()).isEqualTo(person.subject());
            assertThat(entry.origin().session()).isNotNull();
            assertThat(entry.changes()).extracting(Change::field).containsExactly("displayName", "phone", "locale");
            assertThat(entry.changes()).extracting(Change::after).containsExactly("Ana Conda", "+33199000001", "fr");
            assertThat(entry.changes().get(0).before()).startsWith("Somebody");
        });
    }

    @Test
    void changeWhenNothingDiffersThenNoEntry() {
        TrailProbe probe = TrailProbe.of(server, REALM);

        assertThat(change(account().displayName(), "", "", version()).location())
                .endsWith("?saved");
        assertThat(probe.freshCodes()).isEmpty();
        assertThat(account().version()).isZero();
    }

    @Test
    void pageThenTheRealmsOwnAttributesAreThereAndSensitiveOnesHidden() {
        AdminApi admin = AdminApi.as(server, REALM, People.of(server).createWith(REALM, "admin"));
        admin.patchSeen("/accounts/" + person.subject(), "{\"attributes\":{\"badge\":77,\"nationalId\":\"N-1\"}}");

        assertThat(page().body()).contains("77", "nationalId", "••••••").doesNotContain("N-1");
    }

    private Answer page() {
        return browser.get(PAGE, "Accept-Language", "en", "Accept", "text/html");
    }

    private String version() {
        return page().hidden("version");
    }

    private Answer change(String name, String locale, String phone, String version) {
        return browser.submit(page(), PAGE, form(name, locale, phone, version));
    }

    private static Map<String, String> form(String name, String locale, String phone, String version) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("displayName", name);
        form.put("locale", locale);
        form.put("phone", phone);
        form.put("version", version);
        return form;
    }

    private Account account() {
        Realm realm = server.bean(Realms.class).get(REALM);
        return server.bean(Accounts.class).find(realm, person.subject()).orElseThrow();
    }
}
