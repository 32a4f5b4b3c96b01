package org.gatehouse.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.HttpCookie;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.gatehouse.server.administration.ReportedSignIns;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.directory.SignInEpochs;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.session.OpenSessions;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.Locks;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@DisplayName("What is under way while somebody says that it is not them comes to nothing")
class EndedMeanwhileTest {

    private static final String REALM = "acme";
    private static final String ACCOUNT = "/realms/acme/account";
    private static final String NEW = "An-entirely-other-phrase-9";

    private final TestServer server = TestServer.shared();
    private final Realm realm = server.bean(Realms.class).get(REALM);
    private final JdbcClient jdbc = server.bean(JdbcClient.class);
    private final Person person = People.of(server).create(REALM);
    private final Browser own = new Browser(server);
    private final Browser thief = new Browser(server);

    @BeforeEach
    void signIn() {
        own.signIn(REALM, person.userName(), person.password());
    }

    @Test
    void signInWhenReportedAfterTheLastLookThenNoSession() {
        Answer form = thief.get("/realms/acme/sign-in");

        Answer late = whileReported(
                "LOCK TABLE web_session IN SHARE ROW EXCLUSIVE MODE",
                () -> thief.submit(form, "/realms/acme/sign-in", person.credentials()));

        assertThat(late.location()).as("all was right when it was looked at").isEqualTo(ACCOUNT);
        assertThat(thief.get(ACCOUNT).location()).contains("/sign-in?to=").doesNotContain("attempt");
        assertThat(server.bean(OpenSessions.class).of(realm, person.subject()))
                .singleElement()
                .satisfies(session -> assertThat(session.reference()).isEqualTo(here().reference()));
        assertThat(server.bean(Guesses.class).isKnown(realm, person.subject(), knownBy(thief)))
                .as("the mark it was given is of the epoch that is over: it knocks like a stranger")
                .isFalse();
    }

    private static String knownBy(Browser browser) {
        return browser.cookies().getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().contains("known"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void changePasswordWhenReportedMeanwhileThenTheOldOneStaysAndTheOwnerToo() {
        thief.signIn(REALM, person.userName(), person.password());
        SignedInAccount here = here();
        Answer form = thief.get(ACCOUNT + "/password");
        String before = hash();

        Answer late = whileReported(
                here,
                lockOfAccount(),
                () -> thief.submit(form, ACCOUNT + "/password", Map.of("current", person.password(), "password", NEW)));

        assertThat(late.status()).isEqualTo(410);
        assertThat(hash()).isEqualTo(before);
        assertThat(own.get(own.get(ACCOUNT).location()).location()).contains("/sign-in/password?attempt=");
    }

    @Test
    void confirmAnAddressWhenReportedMeanwhileThenTheOwnersStays() {
        SignedInAccount here = here();
        thief.signIn(REALM, person.userName(), person.password());
        String wanted = "thief-" + person.email();
        thief.submit(thief.get(ACCOUNT + "/email"), ACCOUNT + "/email", Map.of("email", wanted));
        Answer form = thief.get(TestServer.mail().only(wanted).link());

        Answer late = whileReported(
                here, lockOfAccount(), () -> thief.submit(form, "/realms/acme/sign-in/verify-email", Map.of()));

        assertThat(late.status()).isEqualTo(410);
        Accounts accounts = server.bean(Accounts.class);
        assertThat(accounts.personalData(accounts.find(realm, person.subject()).orElseThrow())
                        .email())
                .isEqualTo(person.email());
    }

    @Test
    void lockWhenSignInsEndedSinceTheAccountWasReadThenItIsReadAgain() {
        Accounts accounts = server.bean(Accounts.class);
        TransactionTemplate transactions = server.bean(TransactionTemplate.class);

        transactions.executeWithoutResult(status -> {
            assertThat(accounts.find(realm, person.subject()).orElseThrow().signInEpoch())
                    .isZero();
            CompletableFuture.runAsync(() -> transactions.executeWithoutResult(
                            other -> server.bean(SignInEpochs.class).next(realm, person.subject())))
                    .join();

            assertThat(accounts.lock(realm, person.subject()).orElseThrow().signInEpoch())
                    .isOne();
        });
    }

    @Test
    void upgradeTheHashWhenThePasswordIsAnotherByNowThenThatStays() {
        String before = hash();
        own.submit(
                own.get(ACCOUNT + "/password"),
                ACCOUNT + "/password",
                Map.of("current", person.password(), "password", NEW));
        String chosen = hash();

        boolean upgraded = server.bean(Accounts.class).upgradeHash(realm, person.subject(), before, "of the old one");

        assertThat(upgraded).isFalse();
        assertThat(hash()).isEqualTo(chosen);
    }

    private String lockOfAccount() {
        return "UPDATE account SET updated_at = updated_at WHERE id = '" + person.subject() + "'";
    }

    private Answer whileReported(String lock, Supplier<Answer> late) {
        return whileReported(here(), lock, late);
    }

    /** The report commits when the other has come as far as the lock lets it. */
    private Answer whileReported(SignedInAccount here, String lock, Supplier<Answer> late) {
        CompletableFuture<Answer> answer = server.bean(TransactionTemplate.class)
                .execute(status -> {
                    jdbc.sql(lock).update();
                    CompletableFuture<Answer> started = CompletableFuture.supplyAsync(late);
                    Locks.awaitWaiting(server, 1);
                    server.bean(ReportedSignIns.class).report(realm, here);
                    return started;
                });
        return answer.join();
    }

    /** The sign-in of the person's own browser: the first there was. */
    private SignedInAccount here() {
        return server.bean(OpenSessions.class).of(realm, person.subject()).stream()
                .map(session -> session.signedIn())
                .min(Comparator.comparing(SignedInAccount::authTime))
                .orElseThrow();
    }

    private String hash() {
        return jdbc.sql("SELECT password_hash FROM account WHERE id = ?")
                .param(person.subject())
                .query(String.class)
                .single();
    }
}
