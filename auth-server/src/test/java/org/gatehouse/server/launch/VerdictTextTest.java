package org.gatehouse.server.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The line a finding is about is shown again on a terminal, unless a secret may stand on it. */
class VerdictTextTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clients: [{id: a, kind: web, secret: hunter2}]",
                "clients: [{id: a, kind: web, jwks: {keys: [{kty: OKP, 'd': hunter2}]}}]",
                "clients: [{id: a, kind: web, jwks: {keys: [{kty: RSA, d : hunter2}]}}]",
                "clients: [{id: a, kind: web, signals: {delivery: push, authorization: hunter2}}]",
                "connections: [{alias: a, kind: oidc, clientId: b, clientSecret: hunter2}]"
            })
    void ofWhenASecretMayStandOnTheLineThenDoesNotShowIt(String section) throws Exception {
        assertThat(verdict(section)).contains("realm.yaml:2:").doesNotContain("hunter2");
    }

    @Test
    void ofWhenNoneDoesThenShowsTheLine() throws Exception {
        assertThat(verdict("network: {inside: [10.0.0.1/8]}")).contains("     2 | network: {inside: [10.0.0.1/8]}");
    }

    private String verdict(String section) throws Exception {
        Path file = Files.writeString(directory.resolve("realm.yaml"), "realm: acme\n" + section + "\n");
        return new VerdictText(true).of(RealmVerdict.of(file));
    }
}
