package org.gatehouse.server.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.server.testing.FederatedServer.PARTNER;
import static org.gatehouse.server.testing.FederatedServer.REALM;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.FederatedServer;
import org.gatehouse.server.testing.Jwts;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** OpenID Connect RP-Initiated Logout 1.0, as relying party: section 2. */
@DisplayName("Whoever has signed out here can do so at their provider too, which is told who they are")
class SignOutAtProviderTest {

    private static final Pattern LINK = Pattern.compile("href=\"([^\"]*/connections/partner/sign-out[^\"]*)\"");

    private final TestServer server = FederatedServer.shared();
    private final ComesAndGoes person = new ComesAndGoes(server);

    @Test
    void leaveWithWhatNobodyWasGivenThenTheProviderIsToldNothingOfAnybody() {
        for (String left : new String[] {"", "?left=", "?left=x", "?left=3f1c1f0a-0000-4000-8000-000000000000"}) {
            Answer answer = new Browser(server).step(FederatedServer.path("partner") + "/sign-out" + left);

            assertThat(answer.location()).startsWith(PARTNER.issuer() + "/logout?");
            assertThat(answer.redirectParameter("id_token_hint")).isEmpty();
            assertThat(answer.redirectParameter("client_id")).isEqualTo("gatehouse-at-partner");
            assertThat(answer.redirectParameter("post_logout_redirect_uri"))
                    .isEqualTo(server.issuer(REALM) + "/signed-out");
        }
    }

    @Test
    void leaveThenTheProviderIsToldWhoItIsOnce() {
        person.come();

        Answer answer = person.browser.step(link());

        assertThat(Jwts.claims(answer.redirectParameter("id_token_hint")).getSubject())
                .isEqualTo(person.subject);
        assertThat(answer.redirectParameter("post_logout_redirect_uri")).endsWith("/realms/federated/signed-out");
    }

    @Test
    void leaveASecondTimeOrTooLateThenTheHintIsGone() {
        person.come();
        String link = link();
        person.browser.step(link);
        assertThat(person.browser.step(link).redirectParameter("id_token_hint")).isEmpty();

        ComesAndGoes other = new ComesAndGoes(server).come();
        String late = link(other.browser);
        server.clock().advance(Duration.ofMinutes(11));
        assertThat(other.browser.step(late).redirectParameter("id_token_hint")).isEmpty();
    }

    @Test
    void leaveAtAnotherConnectionThenItsProviderIsNotToldOfSomebodyElses() {
        person.come();

        assertThat(person.browser.step(link().replace("/partner/", "/second/")).redirectParameter("id_token_hint"))
                .isEmpty();
    }

    @Test
    void leaveWhenTheTokenIsTooLongForAnAddressThenItIsNotSent() {
        PARTNER.person("groups", "g".repeat(5_000));
        person.come();

        assertThat(person.browser.step(link()).redirectParameter("id_token_hint"))
                .isEmpty();
    }

    /** It is in no row that can be read, and in none at all an hour after there is nothing left to end. */
    @Test
    void comeThenWhatIsKeptCannotBeReadAndGoes() {
        person.come();
        assertThat(kept()).isOne();
        server.bean(ProviderSignOut.class).tidy();
        assertThat(kept()).isOne();
        person.tell(person.token());

        server.clock().advance(UpstreamSessionRows.BETWEEN_LOOKS.plusMinutes(1));
        server.bean(ProviderSignOut.class).tidy();

        assertThat(kept()).isZero();
    }

    private long kept() {
        return server.bean(JdbcClient.class).sql("SELECT * FROM upstream_session").query().listOfRows().stream()
                .peek(row -> assertThat(row.toString()).doesNotContain(person.subject, person.session))
                .filter(row -> String.valueOf(row.get("reference")).equals(reference()))
                .count();
    }

    private String reference = "";

    private String reference() {
        if (reference.isEmpty()) {
            reference = server.bean(JdbcClient.class)
                    .sql("SELECT reference FROM upstream_session ORDER BY begun_at DESC LIMIT 1")
                    .query(String.class)
                    .single();
        }
        return reference;
    }

    private String link() {
        return link(person.browser);
    }

    private String link(Browser browser) {
        Answer account = browser.get(ComesAndGoes.ACCOUNT);
        String out =
                browser.submit(account, "/realms/federated/sign-out", Map.of()).location();
        Matcher link = LINK.matcher(browser.get(out).body());
        assertThat(link.find()).isTrue();
        return link.group(1).replace("&amp;", "&");
    }
}
