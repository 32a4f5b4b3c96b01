package org.gatehouse.realm.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.gatehouse.realm.AuthMethod;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.ClientKind;
import org.gatehouse.realm.IdTokenAlg;
import org.gatehouse.realm.Pkce;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientsSectionTest {

    private static final String HTTPS = "redirectUris: [https://a.example/cb]";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            kind: web, %s                                             | The client `a` has no secret.
            kind: web, secret: env:S                                  | The client has no redirect URI
            kind: web, %s, secret: env:S, authMethod: none            | The secret would never be asked for
            kind: web, %s, authMethod: none, pkce: optional           | PKCE cannot be optional for a client without a secret.
            kind: mobile, %s, secret: env:S                           | A mobile client cannot keep a secret
            kind: mobile, %s, authMethod: client_secret_post          | A mobile client cannot keep a secret
            kind: mobile, %s, pkce: optional                          | PKCE cannot be optional
            kind: mobile                                              | The client has no redirect URI
            kind: service                                             | The client `a` has no secret.
            kind: service, authMethod: none                           | A service must authenticate.
            kind: service, secret: env:S, %s                          | Nobody signs in to a service
            kind: service, secret: env:S, consent: true               | Nobody is there to consent
            kind: service, secret: env:S, scopes: ['a b']             | This is not written as it must be.
            kind: service, secret: env:S, scopes: [a, a]              | An item is written twice.
            kind: robot                                               | This must be one of web, mobile, service.
            kind: web, %s, secret: env:S, authMethod: client_secret_jwt | This must be one of client_secret_basic
            kind: web, %s, secret: env:S, idTokenAlg: none            | This must be one of RS256, ES256""")
    void readWhenClientMakesNoSenseThenSaysWhy(String client, String refusal) {
        assertThat(Yaml.refusalsOf("clients: [{id: a, " + client.formatted(HTTPS) + "}]"))
                .singleElement()
                .asString()
                .contains(refusal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gatehouse-console", "gatehouse-", "Gatehouse-Console"})
    void readWhenIdIsTheServicesOwnThenRefused(String id) {
        assertThat(Yaml.refusalsOf("clients: [{id: " + id + ", kind: web, secret: env:S, " + HTTPS + "}]"))
                .singleElement()
                .asString()
                .contains("those of the service itself");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"hunter2-hunter2", "'env:'", "env:1NAME", "env:MY SECRET", "'file:'", "'file:  '", "vault:x"})
    void readWhenSecretIsLiteralThenRefusesWithoutRepeatingIt(String secret) {
        assertThat(Yaml.findings("realm: acme\nclients: [{id: a, kind: service, secret: " + secret + "}]"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.toString())
                        .startsWith("acme.yaml:2:42: ")
                        .contains("rite env:NAME or file:PATH")
                        .doesNotContain("hunter2"))
                .satisfies(finding -> assertThat(finding.value()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            users.raed   | The service has no scope `users.raed`, and scopes that begin with `users.` are its own. Did you mean `users.read`?
            audit.wirte  | Did you mean `audit.write`?
            groups.x     | The service has no scope `groups.x`
            user.read    | is one letter away from the service's own scope `users.read`.""")
    void readWhenScopeIsNearlyOneOfTheServiceThenRefuses(String scope, String refusal) {
        assertThat(Yaml.refusalsOf("clients: [{id: a, kind: service, secret: env:S, scopes: [" + scope + "]}]"))
                .singleElement()
                .asString()
                .startsWith("acme.yaml:2:58: ")
                .contains(refusal);
    }

    @Test
    void readWhenScopesAreTheServicesOwnOrSomebodyElsesThenTakesThem() {
        List<String> scopes = List.of("users.read", "audit.export", "audit.write", "orders.read", "forms", "urn:x");

        assertThat(Yaml.read("realm: acme\nclients: [{id: a, kind: service, secret: env:S, scopes: " + scopes + "}]")
                        .findClient("a")
                        .orElseThrow()
                        .scopes())
                .isEqualTo(scopes);
    }

    @Test
    void readWhenClientIdIsUsedTwiceThenRefusesTheSecond() {
        String file = """
                realm: acme
                clients:
                  - {id: exporter, kind: service, secret: env:A}
                  - {id: Exporter, kind: service, secret: env:B}
                """;

        assertThat(Yaml.refusals(file))
                .containsExactly("acme.yaml:4:10: The client id `Exporter` is used twice. Choose another.");
    }

    @Test
    void readWhenRedirectUriIsRefusedThenPointsAtIt() {
        assertThat(
                        Yaml.refusalsOf(
                                "clients:\n- {id: a, kind: web, secret: env:S, redirectUris: [https://a.example/cb, 'https://*.example/']}"))
                .containsExactly("acme.yaml:3:74: A redirect URI has no wildcard; write each URI out.");
    }

    @Test
    void readWhenPostLogoutRedirectUriIsRefusedThenPointsAtIt() {
        assertThat(Yaml.refusalsOf("clients: [{id: a, kind: web, secret: env:S, " + HTTPS
                        + ", postLogoutRedirectUris: ['http://a.example/']}]"))
                .singleElement()
                .asString()
                .contains("acme.yaml:2:108: A redirect URI uses https");
    }

    @Test
    void readWhenClientIsGivenInShortThenFillsInDefaults() {
        ClientDefinition client = Yaml.read("realm: acme\nclients: [{id: a, kind: web, secret: env:S, " + HTTPS + "}]")
                .findClient("a")
                .orElseThrow();

        assertThat(client.kind()).isEqualTo(ClientKind.WEB);
        assertThat(client.authMethod()).isEqualTo(AuthMethod.CLIENT_SECRET_BASIC);
        assertThat(client.pkce()).isEqualTo(Pkce.REQUIRED);
        assertThat(client.idTokenAlg()).isEqualTo(IdTokenAlg.RS256);
        assertThat(client.scopes()).isEqualTo(List.of("openid", "profile", "email"));
        assertThat(client.isPublic()).isFalse();
        assertThat(client.consent()).isFalse();
    }
}
