package org.gatehouse.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

import org.gatehouse.server.password.PasswordHashing;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.Test;

class ClientSecretsTest {

    private static final String GENERATED = "4JqZ9xV2mKwP7sRtYbN3cLfDhGjXeQuA";
    private static final String CHOSEN = "summer-at-the-lake";
    private static final String REPEATED = "abcabcabcabcabcabcabcabcabcabcabcabc";

    private final ClientSecrets secrets = TestServer.shared().bean(ClientSecrets.class);
    private final PasswordHashing hashing = TestServer.shared().bean(PasswordHashing.class);

    @Test
    void matchesWhenSecretIsWrongOrMissingThenNo() {
        for (String right : new String[] {GENERATED, CHOSEN}) {
            String hash = secrets.encode(right);

            assertThat(secrets.matches(right + "x", hash)).isFalse();
            assertThat(secrets.matches("", hash)).isFalse();
            assertThat(secrets.matches(null, hash)).isFalse();
            assertThat(secrets.matches(hash, hash)).isFalse();
            assertThat(secrets.matches(right, null)).isFalse();
            assertThat(secrets.matches(right, secrets.encode(right + "x"))).isFalse();
        }
    }

    @Test
    void encodeThenTheSameSecretNeverLooksTheSame() {
        assertThat(secrets.encode(GENERATED)).isNotEqualTo(secrets.encode(GENERATED));
        assertThat(secrets.encode(GENERATED)).doesNotContain(GENERATED);
    }

    @Test
    void secretWhenGeneratedThenCostsNoPasswordHash() {
        long before = hashing.calls();

        assertThat(secrets.matches(GENERATED, secrets.encode(GENERATED))).isTrue();

        assertThat(hashing.calls()).isEqualTo(before);
    }

    @Test
    void secretWhenAPersonMayHaveChosenItThenIsHashedSlowlyAndRecognisedAfterwards() {
        String hash = secrets.encode(CHOSEN);
        assertThat(hash).startsWith("$argon2id$");
        assertThat(secrets.encode(REPEATED)).startsWith("$argon2id$");
        assertThat(secrets.matches(CHOSEN, hash)).isTrue();
        long before = hashing.calls();

        assertThat(secrets.matches(CHOSEN, hash)).isTrue();

        assertThat(hashing.calls()).isEqualTo(before);
    }
}
