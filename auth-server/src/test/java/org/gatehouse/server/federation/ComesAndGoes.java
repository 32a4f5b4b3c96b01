package org.gatehouse.server.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.server.testing.FederatedServer.PARTNER;
import static org.gatehouse.server.testing.FederatedServer.REALM;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.FederatedServer;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;

/** Somebody who comes from the partner, with a session there that has a name. */
final class ComesAndGoes {

    static final String ACCOUNT = "/realms/" + REALM + "/account";
    static final String BACK_CHANNEL = FederatedServer.path("partner") + "/backchannel-logout";

    final String session = UUID.randomUUID().toString();
    final String subject;
    final Browser browser;
    private final TestServer server;

    ComesAndGoes(TestServer server) {
        this.server = server;
        this.browser = new Browser(server);
        this.subject = PARTNER.reset().person("sid", session).subject();
    }

    /** Signs in. */
    ComesAndGoes come() {
        FederatedServer.comeBack(browser, "partner");
        assertThat(isSignedIn()).isTrue();
        return this;
    }

    /** Signs in for a client, which gets its tokens. */
    Answer comeFor(RelyingApp app) {
        Answer waiting = app.authorize(browser, app.authorization());
        String away = browser.step(FederatedServer.path("partner") + "?request=" + waiting.redirectParameter("request"))
                .location();
        Answer back = browser.step(browser.step(away).location());
        return app.redeem(browser.step(back.location()).redirectParameter("code"));
    }

    boolean isSignedIn() {
        return browser.step(ACCOUNT).status() == 200;
    }

    /** As the provider itself, with nothing of any browser. */
    Answer tell(String token) {
        return new Browser(server).post(BACK_CHANNEL, Map.of("logout_token", token));
    }

    /** That this session is over. */
    String token(Consumer<JWTClaimsSet.Builder> change) {
        return PARTNER.logoutToken(builder -> {
            builder.subject(subject).claim("sid", session);
            change.accept(builder);
        });
    }

    String token() {
        return token(builder -> {});
    }
}
