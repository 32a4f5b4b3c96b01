package org.gatehouse.server.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.server.testing.FederatedServer.PARTNER;
import static org.gatehouse.server.testing.FederatedServer.REALM;

import com.nimbusds.jose.jwk.JWK;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.ClientKeys;
import org.gatehouse.server.testing.FederatedServer;
import org.gatehouse.server.testing.KeyPublisher;
import org.gatehouse.server.testing.StandInProvider;
import org.gatehouse.server.testing.StandInProvider.Reply;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName(
        "OpenID Connect Discovery 1.0 section 4: a provider that is down, slow or another one costs seconds and lets nobody in")
class UpstreamOutageTest {

    private final TestServer server = FederatedServer.shared();
    private final Browser browser = new Browser(server);
    private final TrailProbe trail = TrailProbe.of(server, REALM);

    /** What was known of the provider is too old to serve. */
    @BeforeEach
    void forget() {
        PARTNER.reset();
        server.clock().advance(Duration.ofHours(25));
        trail.fresh();
    }

    @Test
    void leaveWhenTheProviderHangsThenSaysSoWithinFiveSeconds() {
        PARTNER.reply("metadata", Reply.hanging());
        long begun = System.nanoTime();

        Answer answer = FederatedServer.step(browser, FederatedServer.path("partner"));

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        assertThat(answer.body()).contains("Sign in another way", "/realms/federated/sign-in");
        assertThat(answer.header("Retry-After")).isNotEmpty();
        assertRefused(answer, "provider-unreachable", 503);
    }

    @Test
    void comeBackWhenEverythingIsSlowThenSaysSoWithinFiveSeconds() {
        String back = FederatedServer.answerOf(browser, "partner");
        PARTNER.reply("jwks", Reply.hanging());
        PARTNER.reply("userinfo", Reply.hanging());
        long begun = System.nanoTime();

        Answer answer = FederatedServer.step(browser, back);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        assertThat(answer.body()).contains("Sign in another way", "/realms/federated/sign-in");
        assertRefused(answer, "provider-unreachable", 503);
    }

    @Test
    void leaveWhenTheProviderIsDownThenTriesAgainAfterAWhileOnly() {
        PARTNER.reply("metadata", Reply.error(503, "down"));
        assertRefused(FederatedServer.step(browser, FederatedServer.path("partner")), "provider-unreachable", 503);
        browser.step(FederatedServer.path("partner"));
        assertThat(PARTNER.asked("metadata")).hasSize(1);

        PARTNER.reset();
        server.clock().advance(Duration.ofSeconds(11));
        assertThat(browser.step(FederatedServer.path("partner")).status()).isEqualTo(302);
    }

    @Test
    void comeBackWhenWhatTheProviderPublishesIsAwayForAWhileThenTheLastCopyServes() {
        assertThat(FederatedServer.comeBack(browser, "partner").status()).isEqualTo(302);
        PARTNER.reply("metadata", Reply.error(503, "down")).reply("jwks", Reply.error(503, "down"));
        server.clock().advance(Duration.ofHours(23));

        assertThat(FederatedServer.comeBack(new Browser(server), "partner").status())
                .isEqualTo(302);
        assertThat(PARTNER.asked("metadata")).hasSize(2);
    }

    @Test
    void leaveWhenTheMetadataAreOfAnotherIssuerThenNobodyIsSentAway() {
        PARTNER.metadata("issuer", "https://evil.example");

        assertRefused(FederatedServer.step(browser, FederatedServer.path("partner")), "provider-misconfigured", 502);
    }

    @ParameterizedTest
    @ValueSource(strings = {"authorization_endpoint", "token_endpoint", "jwks_uri"})
    void leaveWhenAnEndpointIsNoWebAddressThenNobodyIsSentAway(String endpoint) {
        PARTNER.metadata(endpoint, "javascript:alert(1)");

        assertRefused(FederatedServer.step(browser, FederatedServer.path("partner")), "provider-misconfigured", 502);
    }

    @Test
    void leaveWhenTheMetadataAreHugeThenTheyAreNotRead() {
        PARTNER.metadata("padding", "x".repeat(10 * 1024 * 1024));

        assertRefused(FederatedServer.step(browser, FederatedServer.path("partner")), "provider-misconfigured", 502);
    }

    @Test
    void comeBackWhenTheKeySetHasTenMegabytesThenItIsNotRead() {
        String keys = "{\"keys\":[{\"kty\":\"oct\",\"k\":\"" + "x".repeat(10 * 1024 * 1024) + "\"}]}";
        PARTNER.reply("jwks", Reply.json(keys));

        assertRefused(FederatedServer.comeBack(browser, "partner"), "provider-misconfigured", 502);
    }

    @ParameterizedTest
    @ValueSource(strings = {"metadata", "jwks", "token", "userinfo"})
    void comeBackWhenAnEndpointRedirectsInsideThenItIsNotFollowed(String endpoint) {
        KeyPublisher inside = new KeyPublisher();
        PARTNER.person("email", null).reply(endpoint, Reply.redirect(inside.address("/secret")));

        Answer answer = FederatedServer.comeBack(browser, "partner");

        assertRefused(answer, "provider-misconfigured", 502);
        assertThat(inside.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"token_endpoint", "jwks_uri", "userinfo_endpoint"})
    void comeBackWhenTheMetadataNameAPrivateHostThenItIsNotCalled(String endpoint) {
        PARTNER.person("email", null).metadata(endpoint, "https://169.254.169.254/latest");

        assertRefused(FederatedServer.comeBack(browser, "partner"), "provider-misconfigured", 502);
    }

    @Test
    void comeBackWhenKeyIdsAreMadeUpThenTheKeysAreFetchedOnceInAWhile() {
        assertThat(FederatedServer.comeBack(browser, "partner").status()).isEqualTo(302);
        for (int time = 0; time < 5; time++) {
            JWK key = ClientKeys.curve("made-up-" + time);
            PARTNER.signing(claims -> StandInProvider.signed(key, claims));
            assertThat(FederatedServer.comeBack(browser, "partner").status()).isEqualTo(403);
        }

        assertThat(PARTNER.asked("jwks")).hasSize(1);
    }

    @Test
    void leaveWhenTheProviderTakesSecretsInTheFormOnlyThenTheyAreThere() {
        PARTNER.metadata("token_endpoint_auth_methods_supported", List.of("client_secret_post"));

        assertThat(FederatedServer.comeBack(browser, "partner").status()).isEqualTo(302);
        assertThat(PARTNER.asked("token").get(0).parameters()).containsKeys("client_id", "client_secret");
        assertThat(PARTNER.asked("token").get(0).headers()).doesNotContainKey("Authorization");
    }

    @Test
    void comeBackWhenTheTokenLacksTheAddressThenUserInfoIsAsked() {
        String address = PARTNER.subject() + "@partner.example";
        PARTNER.userInfo(Map.of("sub", PARTNER.subject(), "email", address, "email_verified", "true"))
                .person("email", null);

        assertThat(FederatedServer.comeBack(browser, "partner").status()).isEqualTo(302);
        assertThat(PARTNER.asked("userinfo")).hasSize(1);
    }

    private void assertRefused(Answer answer, String reason, int status) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(trail.fresh()).singleElement().satisfies(entry -> {
            assertThat(entry.reason()).isEqualTo(reason);
            assertThat(answer.body()).contains(String.valueOf(entry.origin().request()));
        });
    }
}
