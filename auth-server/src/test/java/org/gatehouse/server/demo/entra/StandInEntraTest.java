package org.gatehouse.server.demo.entra;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gatehouse.server.testing.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("The stand-in for Entra ID is as strict as the original where a client's mistake would show")
class StandInEntraTest {

    private static final Tenant CONTOSO = new Tenant("11111111-2222-4333-8444-555555555555", "Contoso");
    private static final Tenant FABRIKAM = new Tenant("99999999-8888-4777-8666-555555555555", "Fabrikam");
    private static final Person ALICE =
            Person.of(CONTOSO, "aaaaaaaa-0000-4000-8000-000000000001", "Alice Martin", "alice@contoso.example");
    private static final Person MANY = Person.of(
                    CONTOSO, "aaaaaaaa-0000-4000-8000-000000000002", "Many", "many@contoso.example")
            .withGroups(IntStream.range(0, 230)
                    .mapToObj("bbbbbbbb-0000-4000-8000-%012d"::formatted)
                    .toList());

    private final SettableClock clock = new SettableClock();
    private final StandInEntra entra = EntraVisit.entra(clock, ALICE, MANY);

    @AfterEach
    void close() {
        entra.close();
    }

    private EntraVisit visit() {
        return new EntraVisit(entra, CONTOSO.id());
    }

    @ParameterizedTest
    @CsvSource({
        "client_id, somebody-else, AADSTS700016",
        "redirect_uri, http://localhost:9/cb2, AADSTS50011",
        "response_type, token, AADSTS700054",
        "scope, profile, AADSTS70011",
        "code_challenge_method, plain, AADSTS50147",
        "nonce, '', AADSTS900144"
    })
    void authorizeWhenTheRequestIsWrongThenSaysSoAndSendsNobodyAnywhere(String name, String value, String error) {
        HttpResponse<String> answer = visit().with(name, value).open();

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(error);
    }

    @Test
    void authorizeThenOffersThePeopleOfTheTenant() {
        assertThat(visit().open().body()).contains("Sign in as Alice Martin").contains("stand-in");
        assertThat(new EntraVisit(entra, FABRIKAM.id()).open().body())
                .doesNotContain("Alice")
                .contains("Nobody");
    }

    @ParameterizedTest
    @CsvSource({
        "client_secret, wrong, invalid_client",
        "code_verifier, another-verifier-of-forty-three-characters-and, invalid_grant",
        "redirect_uri, http://localhost:9/other, invalid_grant",
        "code, made-up, invalid_grant",
        "grant_type, password, unsupported_grant_type"
    })
    void redeemWhenSomethingIsWrongThenRefuses(String name, String value, String error) {
        HttpResponse<String> answer = visit().redeem(visit().code(ALICE), Map.of(name, value));

        assertThat(answer.statusCode()).isBetween(400, 401);
        assertThat(answer.body()).contains(error).doesNotContain("id_token");
    }

    @Test
    void redeemWhenTheCodeWasUsedOrIsOldThenRefuses() {
        String used = visit().code(ALICE);
        visit().redeem(used, Map.of());
        String old = visit().code(ALICE);
        clock.advance(Duration.ofMinutes(11));

        assertThat(visit().redeem(used, Map.of()).body()).contains("invalid_grant");
        assertThat(visit().redeem(old, Map.of()).body()).contains("invalid_grant");
    }

    @Test
    void redeemThenTheTokenIsSignedByAKeyThatNamesItsIssuer() throws Exception {
        SignedJWT token = visit().idToken(ALICE);

        assertThat(verifies(token)).isTrue();
        assertThat(token.getJWTClaimsSet().getIssuer()).isEqualTo(entra.login() + "/" + CONTOSO.id() + "/v2.0");
        assertThat(token.getJWTClaimsSet().getStringClaim("nonce")).isEqualTo("a-nonce");
        JsonNode keys = JsonMapper.shared().readTree(keys()).path("keys");
        assertThat(keys.valueStream().map(key -> key.path("issuer").stringValue()))
                .containsExactly(
                        entra.login() + "/{tenantid}/v2.0",
                        entra.login() + "/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0");
        assertThat(keys()).doesNotContain("\"d\"");
    }

    @Test
    void rotateThenTheOldKeyIsThereUntilItIsRetired() throws Exception {
        SignedJWT before = visit().idToken(ALICE);
        entra.rotateKeys();
        SignedJWT after = visit().idToken(ALICE);

        assertThat(verifies(before)).isTrue();
        entra.retireKeys();
        assertThat(verifies(before)).isFalse();
        assertThat(verifies(after)).isTrue();
    }

    @Test
    void redeemWhenThereAreTooManyGroupsThenSaysThatTheyAreElsewhere() throws Exception {
        SignedJWT token = visit().idToken(MANY);

        assertThat(token.getJWTClaimsSet().getClaim("groups")).isNull();
        assertThat(token.getJWTClaimsSet().getClaim("_claim_names")).isEqualTo(Map.of("groups", "src1"));
    }

    @Test
    void redeemWhenAContextIsEssentialThenTheTokenHasIt() throws Exception {
        EntraVisit asking = visit().with("claims", "{\"id_token\":{\"acrs\":{\"essential\":true,\"value\":\"c1\"}}}");

        assertThat(asking.open().body()).contains("c1");
        assertThat(asking.idToken(ALICE).getJWTClaimsSet().getStringListClaim("acrs"))
                .isEqualTo(List.of("c1"));
    }

    private String keys() {
        return visit().get("/" + CONTOSO.id() + "/discovery/v2.0/keys").body();
    }

    private boolean verifies(SignedJWT token) throws Exception {
        JWKSet keys = JWKSet.parse(keys());
        var key = keys.getKeyByKeyId(token.getHeader().getKeyID());
        return key != null && token.verify(new RSASSAVerifier(key.toRSAKey()));
    }
}
