package org.gatehouse.server.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A realm's metadata and keys are the same whether remembered or not")
class RememberedDocumentsTest {

    private static final String OPENID = "/realms/acme/.well-known/openid-configuration";

    private final TestServer server = TestServer.shared();
    private final Browser caller = new Browser(server);

    @ParameterizedTest
    @ValueSource(strings = {OPENID, "/realms/acme/oauth2/jwks", "/.well-known/oauth-authorization-server/realms/acme"})
    void readWhenRememberedThenTheSameAnswerButForItsId(String path) {
        Answer passedBy = caller.get(path + "?not=remembered");
        caller.get(path);
        Answer remembered = caller.get(path);

        assertThat(remembered.status()).isEqualTo(200);
        assertThat(remembered.body()).isEqualTo(passedBy.body());
        assertThat(comparable(remembered)).isEqualTo(comparable(passedBy));
        assertThat(remembered.header("x-request-id")).isNotEmpty().isNotEqualTo(passedBy.header("x-request-id"));
    }

    @Test
    void readWhenRealmsDifferThenEachItsOwn() {
        caller.get(OPENID);

        assertThat(caller.get(OPENID.replace("acme", "globex")).json("issuer")).isEqualTo(server.issuer("globex"));
        assertThat(caller.get(OPENID).json("issuer")).isEqualTo(server.issuer("acme"));
    }

    @Test
    void readWhenThereIsNoSuchRealmThenNotThere() {
        assertThat(caller.get(OPENID.replace("acme", "nobody")).status()).isEqualTo(404);
        assertThat(caller.get(OPENID.replace("acme", "nobody")).status()).isEqualTo(404);
    }

    private static Map<String, List<String>> comparable(Answer answer) {
        Map<String, List<String>> headers = new HashMap<>(answer.headers());
        headers.replaceAll((name, values) ->
                values.stream().map(value -> value.split(";charset")[0]).toList()); // JSON has but one
        List.of("date", "x-request-id", "content-length", "transfer-encoding", "connection", "keep-alive")
                .forEach(headers::remove);
        return headers;
    }
}
