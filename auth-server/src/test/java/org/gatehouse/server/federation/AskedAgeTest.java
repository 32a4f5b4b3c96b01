package org.gatehouse.server.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.server.testing.FederatedServer.PARTNER;
import static org.gatehouse.server.testing.FederatedServer.REALM;

import java.time.Instant;
import java.util.Map;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.FederatedServer;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.StandInProvider;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenID Connect Core section 3.1.2.1: {@code max_age} of a client's request, on its way through us. */
@DisplayName("How old a sign-in may be that a client asks for, the provider is asked for too")
class AskedAgeTest {

    private final TestServer server = FederatedServer.shared();
    private final RelyingApp app = RelyingApp.web(server, REALM);
    private final Browser browser = new Browser(server);

    @BeforeEach
    void behave() {
        PARTNER.reset();
    }

    /** Whoever sits there may take the parameter out of the address, so it is looked at what came of it. */
    @ParameterizedTest
    @ValueSource(strings = {"old", "none"})
    void comeBackWhenTheSignInThereIsOlderOrOfNoTimeThenNobodyIsSignedIn(String time) {
        TrailProbe trail = TrailProbe.of(server, REALM);
        PARTNER.claims(claims -> claims.claim("auth_time", time.equals("old") ? now(-3_600) : null));

        Answer answer = comeBack(away("600"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(trail.fresh()).singleElement().extracting(EntryView::reason).isEqualTo("not-afresh");
        assertThat(browser.step("/realms/federated/account").status()).isEqualTo(302);
    }

    @Test
    void leaveWhenTheClientAsksThenTheProviderIsAskedAndARecentSignInIsEnough() {
        PARTNER.claims(claims -> claims.claim("auth_time", now(-300)));
        String away = away("600");

        assertThat(parameters(away)).containsEntry("max_age", "600");
        assertThat(parameters(away)).doesNotContainKey("prompt");
        assertThat(comeBack(away).status()).isEqualTo(302);
        assertThat(browser.step("/realms/federated/account").status()).isEqualTo(200);
    }

    @Test
    void leaveWhenNobodyAsksThenAnyTimeIsGoodEnough() {
        PARTNER.claims(claims -> claims.claim("auth_time", now(-360_000)));
        String away = away(null);

        assertThat(parameters(away)).doesNotContainKey("max_age");
        assertThat(comeBack(away).status()).isEqualTo(302);
    }

    private String away(@Nullable String maxAge) {
        Map<String, String> request = app.authorization();
        if (maxAge != null) {
            request.put("max_age", maxAge);
        }
        String pending = app.authorize(browser, request).redirectParameter("request");
        return browser.step(FederatedServer.path("partner") + "?request=" + pending)
                .location();
    }

    private Answer comeBack(String away) {
        return FederatedServer.step(browser, browser.step(away).location());
    }

    private static Map<String, String> parameters(String address) {
        return StandInProvider.parameters(address.substring(address.indexOf('?') + 1));
    }

    private long now(int seconds) {
        Instant now = server.clock().instant();
        return now.plusSeconds(seconds).getEpochSecond();
    }
}
