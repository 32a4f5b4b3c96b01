package org.gatehouse.server.federation.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.server.federation.doctor.ClinicAtAcme.CONSOLE;

import java.time.Duration;
import java.util.List;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.StandInProvider.Reply;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An administrator tries a connection; what comes of it is theirs to see, and nothing else comes of it. */
class TestSignInTest {

    private static final String TRIED = CONSOLE + "/partner/tried";

    private static ClinicAtAcme clinic;

    private final Person admin = clinic.somebody("admin");
    private final Browser browser = clinic.browser(admin);

    @BeforeAll
    static void open() {
        clinic = new ClinicAtAcme();
    }

    @AfterAll
    static void close() {
        clinic.close();
    }

    @BeforeEach
    void reset() {
        clinic.provider.reset();
    }

    @Test
    void tryWithoutThePermissionThenRefused() {
        Browser helper = clinic.browser(clinic.somebody("helpdesk"));

        assertThat(helper.get(CONSOLE).status()).isEqualTo(403);
        assertThat(helper.get(CONSOLE + "/partner/try").status()).isEqualTo(403);
        assertThat(helper.get(TRIED).status()).isEqualTo(403);
        assertThat(clinic.provider.asked("authorize")).isEmpty();
    }

    @Test
    void answerWhenBroughtToAnotherBrowserThenNobodySeesIt() {
        String answer = clinic.answer(browser, "partner");
        Browser other = clinic.browser(clinic.somebody("admin"));

        assertThat(other.step(answer).location()).doesNotContain("/console/");
        assertThat(other.get(TRIED).body()).contains("There is nothing to show");
        assertThat(browser.get(TRIED).body()).contains("There is nothing to show");
    }

    @Test
    void answerWhenRightsWereTakenMeanwhileThenNothingIsShown() {
        String answer = clinic.answer(browser, "partner");
        clinic.server
                .bean(JdbcClient.class)
                .sql("DELETE FROM account_role WHERE account_id = ?")
                .param(admin.subject())
                .update();
        TrailProbe trail = TrailProbe.of(clinic.server, "acme");

        Answer refused = browser.step(answer);

        assertThat(refused.location()).doesNotContain("/console/");
        assertThat(browser.step(refused.location()).body()).doesNotContain(clinic.provider.subject());
        assertThat(trail.fresh()).singleElement().satisfies(entry -> {
            assertThat(entry.outcome()).isEqualTo(Outcome.DENIED);
            assertThat(entry.reason()).isEqualTo("another-account");
        });
    }

    @Test
    void resultWhenAnotherConnectionOrTenMinutesLaterThenThereIsNone() {
        assertThat(clinic.comesBack(browser, "partner")).endsWith(TRIED);

        assertThat(browser.get(CONSOLE + "/closed/tried").body()).contains("There is nothing to show");
        assertThat(browser.get(TRIED).body()).contains(clinic.provider.subject());
        clinic.clock.advance(Duration.ofMinutes(10));
        assertThat(browser.get(TRIED).body()).doesNotContain(clinic.provider.subject());
    }

    @Test
    void tryThenClaimsAreShownAndNobodyIsMadeLinkedOrSignedIn() {
        clinic.provider
                .person("roles", List.of("Planner"))
                .person("amr", List.of("pwd", "mfa"))
                .person("at_hash", "hush");
        TrailProbe trail = TrailProbe.of(clinic.server, "acme");
        int before = rows();

        String to = clinic.comesBack(browser, "partner");

        List<EntryView> entries = trail.fresh().stream()
                .filter(entry -> !entry.activity().code().startsWith("code.")
                        && !entry.activity().code().startsWith("token."))
                .toList();
        Answer page = browser.get(to);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains(clinic.provider.subject(), "Somebody Upstream", "would get a new account")
                .contains("They would get: dispatcher", "One was given there, and is trusted", "not shown")
                .doesNotContain("hush")
                .doesNotContain("doctor.");
        assertThat(rows()).isEqualTo(before);
        assertThat(browser.get("/realms/acme/account").body()).contains(admin.userName());
        assertThat(entries).singleElement().satisfies(entry -> {
            assertThat(entry.activity().code()).isEqualTo("federation.login");
            assertThat(entry.detail()).containsEntry("purpose", "test").containsEntry("connection", "partner");
            assertThat(entry.actor().label()).contains(admin.userName());
            assertThat(entry.toString()).doesNotContain(clinic.provider.subject());
        });
    }

    @Test
    void resultThenIsKeptSealedAndForMinutesOnly() {
        Trials trials = clinic.server.bean(Trials.class);
        trials.forget();
        clinic.comesBack(browser, "partner");

        List<byte[]> stored = stored();

        assertThat(stored)
                .isNotEmpty()
                .noneSatisfy(bytes -> assertThat(new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1))
                        .contains(clinic.provider.subject()));
        trials.forget();
        assertThat(stored()).hasSameSizeAs(stored);
        clinic.server.clock().advance(Trials.KEPT.plusMinutes(1));
        trials.forget();
        assertThat(stored()).isEmpty();
    }

    private List<byte[]> stored() {
        return clinic.server
                .bean(JdbcClient.class)
                .sql("SELECT sealed FROM connection_trial")
                .query(byte[].class)
                .list();
    }

    @Test
    void tryWhenWhatTheConnectionWantsIsMissingThenSaysHowToGetIt() {
        clinic.provider.person("email", null).person("email_verified", null);

        String page = browser.get(clinic.comesBack(browser, "partner")).body();

        assertThat(page)
                .contains("the claim roles did not come", "Have the provider send email and email_verified")
                .contains("the token names none of them");
    }

    @Test
    void tryWhenTheConnectionAdmitsNobodyNewThenSaysSoWithTheEntry() {
        TrailProbe trail = TrailProbe.of(clinic.server, "acme");

        String page = browser.get(clinic.comesBack(browser, "closed")).body();

        assertThat(page).contains("the connection makes no accounts");
        assertThat(trail.fresh())
                .filteredOn(entry -> entry.activity().code().equals("federation.login"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.reason()).isEqualTo("unknown-person"));
    }

    @Test
    void tryWhenTheProviderRefusesTheClientThenTheReasonAndItsFix() {
        clinic.provider.reply("token", Reply.error(401, "invalid_client"));
        TrailProbe trail = TrailProbe.of(clinic.server, "acme");

        String page = browser.get(clinic.comesBack(browser, "partner")).body();

        assertThat(page)
                .contains("the secret is wrong or has expired", "No token was believed")
                .doesNotContain("said by the provider");
        assertThat(trail.fresh())
                .filteredOn(entry -> entry.activity().code().equals("federation.login"))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.reason()).isEqualTo("client-refused");
                    assertThat(entry.detail()).containsEntry("purpose", "test");
                });
    }

    @Test
    void tryWhenTheProviderIsNotThereThenTheReasonAndItsFixWithoutLeaving() {
        String to = browser.get(CONSOLE + "/inside/try").location();

        assertThat(to).isEqualTo(CONSOLE + "/inside/tried");
        assertThat(browser.get(to).body()).contains("private network", "gatehouse.outgoing.allow");
    }

    private static int rows() {
        return clinic.server
                .bean(JdbcClient.class)
                .sql("SELECT (SELECT count(*) FROM account) + (SELECT count(*) FROM federated_identity)"
                        + " + (SELECT count(*) FROM account_role)")
                .query(Integer.class)
                .single();
    }

    @Test
    void listThenShowsStateAndLastUse() {
        Answer list = browser.get(CONSOLE);

        assertThat(list.body()).contains("Partner", "in 12 days", "inside").doesNotContain("doctor.");
    }
}
