package org.gatehouse.server.oauth.rfc9449;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.Prover;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.Together;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 9449 section 7: a bound token at user info and at the API")
class ResourceAccessTest {

    private static final String REALM = "acme";
    private static final String USER_INFO = "/realms/acme/userinfo";
    private static final String API = "/api/realms/acme/accounts";
    private static final int REPLAYS = 20;

    private final TestServer server = TestServer.shared();
    private final RelyingApp bound = RelyingApp.of(server, REALM, "bound");
    private final RelyingApp web = RelyingApp.web(server, REALM);
    private final RelyingApp ferry = RelyingApp.of(server, REALM, "ferry");
    private final Person person = People.of(server).create(REALM);
    private final Prover prover = Prover.of(server);
    private final Browser caller = new Browser(server);

    @ParameterizedTest
    @ValueSource(strings = {USER_INFO, API})
    void callWhenABoundTokenIsPresentedAsABearersThenUnauthorized(String path) {
        String token = token(path);

        for (String[] more : List.of(new String[0], proof(token, path))) {
            Answer answer = call(path, "Bearer " + token, more);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer").contains("invalid_token");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {USER_INFO, API})
    void callWithoutAProofThenUnauthorized(String path) {
        assertIsRefused(call(path, "DPoP " + token(path)), "invalid_dpop_proof");
    }

    @ParameterizedTest
    @ValueSource(strings = {USER_INFO, API})
    void callWhenTheProofIsForAnotherTokenOrNoneThenUnauthorized(String path) {
        String token = token(path);

        assertIsRefused(call(path, "DPoP " + token, prover.header("GET", path)), "invalid_dpop_proof");
        assertIsRefused(call(path, "DPoP " + token, proof(token + "x", path)), "invalid_dpop_proof");
    }

    @ParameterizedTest
    @ValueSource(strings = {USER_INFO, API})
    void callWhenTheProofIsForAnotherRequestThenUnauthorized(String path) {
        String token = token(path);

        assertIsRefused(call(path, "DPoP " + token, proof(token, path + "/x")), "invalid_dpop_proof");
        assertIsRefused(call(path, "DPoP " + token, "DPoP", prover.proofOf(token, "POST", path)), "invalid_dpop_proof");
    }

    @ParameterizedTest
    @ValueSource(strings = {USER_INFO, API})
    void callWhenTheProofIsOfAnotherKeyThenUnauthorized(String path) {
        String token = token(path);
        String proof = Prover.of(server).proofOf(token, "GET", path);

        assertIsRefused(call(path, "DPoP " + token, "DPoP", proof), "invalid_token");
    }

    @ParameterizedTest
    @ValueSource(strings = {USER_INFO, API})
    void callWhenTheTokenIsOfNoUseThenRefusedInTheWordsOfDpop(String path) {
        assertIsRefused(call(path, "DPoP garbage", proof("garbage", path)), "invalid_token");
    }

    @ParameterizedTest
    @ValueSource(strings = {USER_INFO, API})
    void callTwentyTimesAtOnceWithOneProofThenAnsweredOnce(String path) {
        String token = token(path);
        String[] proof = proof(token, path);

        List<Answer> answers =
                Together.run(REPLAYS, i -> new Browser(server).get(path, headers("DPoP " + token, proof)));

        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 200)
                .allSatisfy(answer -> assertIsRefused(answer, "invalid_dpop_proof"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DPoP", "dpop", "DPOP", "dPoP"})
    void callThenAnsweredHoweverTheSchemeIsSpelt(String scheme) {
        for (String path : List.of(USER_INFO, API)) {
            String token = token(path);

            assertThat(call(path, scheme + " " + token, proof(token, path)).status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {USER_INFO})
    void callWhenABearersTokenComesAsABoundOneThenUnauthorized(String path) {
        String token = web.tokens(person).json("access_token");

        assertIsRefused(call(path, "DPoP " + token, proof(token, path)), "invalid_token");
        assertThat(call(path, "Bearer " + token).status()).isEqualTo(200);
    }

    private String token(String path) {
        return path.equals(USER_INFO)
                ? prover.tokens(bound, person).json("access_token")
                : prover.token(ferry, Map.of("grant_type", "client_credentials", "scope", "users.read"))
                        .json("access_token");
    }

    private String[] proof(String token, String path) {
        return new String[] {"DPoP", prover.proofOf(token, "GET", path)};
    }

    private Answer call(String path, String authorization, String... more) {
        return caller.get(path, headers(authorization, more));
    }

    private static String[] headers(String authorization, String... more) {
        List<String> headers = new ArrayList<>(List.of("Authorization", authorization));
        headers.addAll(List.of(more));
        return headers.toArray(String[]::new);
    }

    private static void assertIsRefused(Answer answer, String error) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate"))
                .startsWith("DPoP error=\"" + error + "\"")
                .contains("algs=\"ES256 PS256 EdDSA RS256\"");
    }
}
