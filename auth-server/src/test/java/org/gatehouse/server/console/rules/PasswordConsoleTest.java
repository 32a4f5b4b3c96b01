package org.gatehouse.server.console.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.StrictServer;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.Test;

/** Trying password rules, handing out a password, and the report about attestations, at the console. */
class PasswordConsoleTest {

    private static final String REALM = StrictServer.STRICT;
    private static final String CONSOLE = "/console/realms/strict";
    private static final String RULES = CONSOLE + "/password-rules";

    private final TestServer server = StrictServer.shared();
    private final Person person = People.of(server).create(REALM);

    @Test
    void pagesWhenRightsAreMissingThenForbidden() {
        Browser helper = as("helpdesk");

        assertThat(helper.get(RULES).status()).isEqualTo(403);
        assertThat(post(helper, RULES, Map.of("rules", "rules: []")).status()).isEqualTo(403);
        assertThat(post(helper, CONSOLE + "/attestations/export", Map.of("attestation", "privacy", "format", "csv"))
                        .status())
                .isEqualTo(403);
        Browser auditor = as("auditor");
        assertThat(auditor.get(CONSOLE + "/accounts/" + person.subject() + "/password")
                        .status())
                .isEqualTo(403);
        assertThat(auditor.get(CONSOLE + "/attestations").body()).contains("Privacy (version 2)");
    }

    @Test
    void tryOutWhenRulesAreWrongOrTooManySamplesThenSaysWhere() {
        Browser admin = as("admin");

        assertThat(tryOut(admin, "rules:\n  - {id: a, pattern: '(a', text: {en: x, fr: y}}", "a")
                        .body())
                .contains("Line 2: This is not an RE2 expression");
        assertThat(tryOut(admin, "- nothing of\n the: {kind", "a").body()).contains("There is a problem");
        assertThat(tryOut(admin, "rules: []\nroles: []", "a").body()).contains("There is a problem");
        String many = IntStream.range(0, 51).mapToObj(i -> "sample " + i).collect(Collectors.joining("\n"));
        assertThat(tryOut(admin, "rules: []", many).body()).contains("Give 50 samples at most.");
        assertThat(tryOut(admin, "r".repeat(70_000), "a").body()).contains("longer than those of any realm file");
    }

    @Test
    void tryOutThenEachSampleIsShownWithWhatItMeetsAndNothingIsKept() {
        Browser admin = as("admin");
        assertThat(admin.get(RULES).body()).contains("at least 10 characters");
        TrailProbe probe = TrailProbe.of(server, REALM);

        String body = tryOut(
                        admin,
                        "password:\n  rules:\n  - {id: pasted, pattern: '^(?=.*[A-Z])(?=.*[0-9]).{8,}$',"
                                + " text: {en: as before, fr: comme avant}}\n",
                        "Sample-2026\nsample")
                .body();

        assertThat(body).contains("Read as several rules", "an upper-case letter", "a digit", "at least 8 characters");
        assertThat(body).contains(">accepted<", ">refused<", "not met:");
        assertThat(probe.fresh()).isEmpty();
        assertThat(admin.get(RULES).body()).doesNotContain("pasted").doesNotContain("Sample-2026");
    }

    @Test
    void tryOutWhenPatternAndSampleAreHostileThenAnsweredAllTheSame() {
        String hostile = "a".repeat(127) + "!";

        String body = tryOut(
                        as("admin"),
                        "rules:\n  - {id: hostile, pattern: '^(.*[a-z]){12}$', text: {en: twelve, fr: douze},"
                                + " examples: {accept: [abcdefghijklmnop]}}\n",
                        (hostile + "\n").repeat(40) + "a".repeat(10_000))
                .body();

        assertThat(body).contains("longer than 128 characters").contains(">refused<");
    }

    @Test
    void temporaryPasswordThenShownOnceAndRefusedForWhoDecidesOnRequests() {
        Browser admin = as("admin");
        Person second = People.of(server).createWith(REALM, "admin");
        String page = CONSOLE + "/accounts/" + person.subject() + "/password";

        Answer given = post(admin, page + "/temporary", Map.of());
        assertThat(given.body()).containsPattern("([a-z2-9]{5}-){3}[a-z2-9]{5}");
        assertThat(admin.get(page).body()).doesNotContainPattern("([a-z2-9]{5}-){3}[a-z2-9]{5}");
        String other = CONSOLE + "/accounts/" + second.subject() + "/password";
        assertThat(post(admin, other + "/temporary", Map.of()).body()).contains("This person decides on requests");
        assertThat(post(admin, other + "/require-change", Map.of()).body()).contains("another one must be chosen");
    }

    private Answer tryOut(Browser browser, String rules, String samples) {
        return post(browser, RULES, Map.of("rules", rules, "samples", samples));
    }

    private static Answer post(Browser browser, String path, Map<String, String> fields) {
        return browser.submit(browser.get("/realms/strict/account"), path, fields);
    }

    private Browser as(String role) {
        Person somebody = People.of(server).createWith(REALM, role);
        Browser browser = new Browser(server);
        browser.signIn(REALM, somebody.userName(), somebody.password());
        browser.get(CONSOLE);
        return browser;
    }
}
