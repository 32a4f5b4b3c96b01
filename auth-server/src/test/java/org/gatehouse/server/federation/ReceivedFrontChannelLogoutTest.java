package org.gatehouse.server.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.server.testing.FederatedServer.PARTNER;
import static org.gatehouse.server.testing.FederatedServer.REALM;

import java.util.LinkedHashMap;
import java.util.Map;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.FederatedServer;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** OpenID Connect Front-Channel Logout 1.0, as relying party: section 2, by the session's name alone. */
@DisplayName("A frame in the page of a provider that signs somebody out ends what came from that session")
class ReceivedFrontChannelLogoutTest {

    private static final String PAGE = FederatedServer.path("partner") + "/frontchannel-logout";

    private final TestServer server = FederatedServer.shared();
    private final ComesAndGoes person = new ComesAndGoes(server);

    @Test
    void loadWhenItSaysNotWhoOrNotWhatThenNothingEnds() {
        person.come();

        assertRefused(Map.of("sid", person.session), "wrong-issuer");
        assertRefused(Map.of("iss", "https://evil.example", "sid", person.session), "wrong-issuer");
        assertRefused(Map.of("iss", PARTNER.issuer() + "/", "sid", person.session), "wrong-issuer");
        assertRefused(Map.of("iss", PARTNER.issuer()), "malformed-answer");
        assertRefused(Map.of("iss", PARTNER.issuer(), "sid", "x".repeat(2000)), "malformed-answer");
        assertThat(person.isSignedIn()).isTrue();
    }

    /** A cookie says who sits there, not who is meant; any site could else sign people out by a picture. */
    @Test
    void loadInTheBrowserItselfWithAnotherSessionThenNothingEnds() {
        person.come();

        Answer answer = person.browser.step(address("another-session"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(person.isSignedIn()).isTrue();
    }

    @Test
    void loadAtAnotherConnectionThenNothingEnds() {
        person.come();

        new Browser(server).step(address(person.session).replace("/partner/", "/second/"));

        assertThat(person.isSignedIn()).isTrue();
    }

    @Test
    void loadWithoutAnyCookieThenTheSessionEndsAndTheAnswerSaysNothing() {
        person.come();
        TrailProbe trail = TrailProbe.of(server, REALM);
        Answer unknown = new Browser(server).step(address("another-session"));
        assertThat(trail.fresh()).isEmpty();

        Answer answer = new Browser(server).step(address(person.session));

        assertThat(person.isSignedIn()).isFalse();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(unknown.body());
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.header("Set-Cookie")).isEmpty();
        assertThat(trail.fresh()).singleElement().extracting(EntryView::reason).isEqualTo("provider-signed-out");
    }

    /** Or the browser would not show the provider's page that it worked. */
    @Test
    void loadThenTheProviderMayHoldTheFrameAndNobodyElse() {
        Answer answer = new Browser(server).step(address(person.session));

        assertThat(answer.header("Content-Security-Policy")).contains("frame-ancestors " + PARTNER.issuer());
        assertThat(answer.header("X-Frame-Options")).isEmpty();
        assertThat(new Browser(server).step("/realms/federated/sign-in").header("Content-Security-Policy"))
                .contains("frame-ancestors 'none'");
    }

    private void assertRefused(Map<String, String> parameters, String reason) {
        TrailProbe trail = TrailProbe.of(server, REALM);

        Answer answer = new Browser(server).step(PAGE + "?" + Browser.encode(parameters));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(trail.fresh()).singleElement().satisfies(entry -> {
            assertThat(entry.activity().code()).isEqualTo("session.ended");
            assertThat(entry.reason()).isEqualTo(reason);
        });
    }

    private static String address(String session) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("iss", PARTNER.issuer());
        parameters.put("sid", session);
        return PAGE + "?" + Browser.encode(parameters);
    }
}
