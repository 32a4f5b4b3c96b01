package org.gatehouse.server.oauth.rfc7523;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.server.testing.FederatedServer.REALM;
import static org.gatehouse.server.testing.FederatedServer.SECOND;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.FederatedServer;
import org.gatehouse.server.testing.Jwts;
import org.gatehouse.server.testing.StandInProvider;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("RFC 7523 sections 2.2 and 3: this service shows a provider who it is by a key the realm publishes")
class OwnAssertionTest {

    private final TestServer server = FederatedServer.shared();

    @BeforeEach
    void behave() {
        SECOND.reset();
        server.clock().advance(Duration.ofHours(2));
    }

    @Test
    void redeemThenTheAssertionSaysWhatItMustAndNoSecretIsSent() {
        assertThat(comeBack().keySet()).doesNotContain("client_secret");
        Map<String, String> form = comeBack();

        assertThat(form)
                .containsEntry("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
                .containsEntry("client_id", StandInProvider.CLIENT_ID);
        String assertion = form.get("client_assertion");
        JWTClaimsSet claims = Jwts.claims(assertion);
        assertThat(Jwts.isSignedBy(server, REALM, assertion)).isTrue();
        assertThat(claims.getIssuer()).isEqualTo(StandInProvider.CLIENT_ID);
        assertThat(claims.getSubject()).isEqualTo(StandInProvider.CLIENT_ID);
        assertThat(claims.getAudience()).containsExactly(SECOND.issuer());
        assertThat(claims.getExpirationTime())
                .isAfter(Date.from(server.clock().instant()))
                .isBefore(Date.from(server.clock().instant().plusSeconds(61)));
        assertThat(claims.getJWTID())
                .isNotEqualTo(Jwts.claims(comeBack().get("client_assertion")).getJWTID());
    }

    @ParameterizedTest
    @CsvSource({"ES256, ES256", "PS256, PS256", "RS256, RS256"})
    void redeemThenSignsWithAnAlgorithmTheProviderTakes(String taken, String used) {
        SECOND.metadata("token_endpoint_auth_signing_alg_values_supported", List.of(taken, "HS256"));

        assertThat(Jwts.parse(comeBack().get("client_assertion")).getHeader().getAlgorithm())
                .hasToString(used);
    }

    @Test
    void redeemWhenTheProviderTakesNothingTheRealmSignsThenRefused() {
        SECOND.metadata("token_endpoint_auth_signing_alg_values_supported", List.of("HS256"));

        assertThat(FederatedServer.comeBack(new Browser(server), "keyed").status())
                .isEqualTo(502);
        assertThat(SECOND.asked("token")).isEmpty();
    }

    private Map<String, String> comeBack() {
        FederatedServer.comeBack(new Browser(server), "keyed");
        List<StandInProvider.Asked> asked = SECOND.asked("token");
        StandInProvider.Asked last = asked.get(asked.size() - 1);
        assertThat(last.headers()).doesNotContainKey("Authorization");
        return last.parameters();
    }
}
