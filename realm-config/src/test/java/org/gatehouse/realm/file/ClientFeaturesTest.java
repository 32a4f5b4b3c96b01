package org.gatehouse.realm.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients have beyond the core of the protocols. */
class ClientFeaturesTest {

    private static final String REDIRECT = "redirectUris: ['https://a.example/cb']";

    private static final String KEY =
            "{kty: OKP, kid: a, crv: Ed25519, x: 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            %W, grants: [password] | This must be one of authorization_code, refresh_token, client_credentials
            %W, grants: [] | This must not be empty.
            id: a, kind: web, secret: env:S, grants: [refresh_token] | There is no grant a refresh token could come of.
            %W, grants: [device_code] | No grant of the client comes back to a redirect URI.
            %S, grants: [authorization_code] | Nobody signs in to a service, so it has no grant `authorization_code`.
            %M, grants: [authorization_code, client_credentials] | The grant `client_credentials` is for clients that authenticate.
            %M, grants: [authorization_code, token_exchange] | The grant `token_exchange` is for clients that authenticate.
            id: a, kind: web, secret: env:S, grants: [authorization_code] | The client has no redirect URI
            %W, backchannelLogoutUri: 'http://a.example/out' | The address uses plain http
            %W, backchannelLogoutUri: 'https://a.example/#out' | The address has a fragment
            %W, frontchannelLogoutUri: 'https://b.example/out' | No redirect URI of the client is on this host.
            %W, frontchannelLogoutUri: 'https://a.example:8443/out' | No redirect URI of the client is on this host.
            %S, backchannelLogoutUri: 'https://a.example/out' | Nobody signs in to a service, so this means nothing.
            %W, jwksUri: 'https://a.example/k', jwks: {keys: [%K]} | The client has its keys written out already.
            %W, jwksUri: 'http://a.example/k' | The address uses plain http
            %W, jwksUri: 'ftp://a.example/k' | This is not written as it must be.
            id: a, kind: web, %R, authMethod: private_key_jwt | The client has no public key
            %W, authMethod: private_key_jwt, jwksUri: 'https://a.example/k' | The secret would never be asked for: authMethod is private_key_jwt.
            %M, authMethod: private_key_jwt, jwksUri: 'https://a.example/k' | A mobile client cannot keep a secret
            %W, jwks: {keys: []} | This must not be empty.
            %W, jwks: {} | The key `keys` is missing.
            %W, jwks: {keys: [{kty: oct}]} | This must be one of RSA, EC, OKP.
            %W, jwks: {keys: [{kty: RSA, n: 0vx7agoebGcQ, e: AQAB}]} | The key is too short. An RSA key has at least 2048 bits.
            %W, jwks: {keys: [{kty: RSA, e: AQAB}]} | The key lacks `n`.
            %W, jwks: {keys: [{kty: EC, crv: P-256}]} | The key lacks `x` and `y`.
            %W, jwks: {keys: [{kty: EC, crv: P-256, x: AQAB, y: f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU}]} | This is not as long as the curve's coordinates are.
            %W, jwks: {keys: [{kty: EC, crv: P-256, x: '***', y: f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU}]} | This is not base64url.
            %W, jwks: {keys: [{kty: EC, crv: Ed25519, x: AQAB, y: AQAB}]} | The curve is not one of its type of key.
            %W, jwks: {keys: [%K, %K]} | The key id `a` is used twice.
            %W, jwks: {keys: [%K, {kty: OKP, crv: Ed25519, x: 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo}]} | One of several keys has no `kid`
            %W, jwks: {keys: [{kty: OKP, crv: Ed25519, kidd: a, x: 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo}]} | The key `kidd` is unknown here. Did you mean `kid`?
            %N, jwks: {keys: [{kty: OKP, crv: Ed25519, use: enc, x: 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo}]} | None of the keys is for ES256, PS256, EdDSA, RS256.
            %N, jwks: {keys: [{kty: OKP, crv: Ed25519, alg: HS256, x: 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo}]} | None of the keys is for
            %F, dpop: true, idTokenAlg: ES256, secret: env:S | A client of profile fapi2 authenticates with a key. Write authMethod: private_key_jwt.
            %F, %J, idTokenAlg: ES256 | A client of profile fapi2 has tokens bound to a key. Write dpop: true.
            %F, %J, idTokenAlg: ES256, dpop: false | A client of profile fapi2 has tokens bound to a key. Write dpop: true.
            %F, %J, dpop: true | signed with PS256, ES256 or EdDSA. Write idTokenAlg: ES256.
            %F, %J, dpop: true, idTokenAlg: RS256 | signed with PS256, ES256 or EdDSA
            %F, %J, dpop: true, idTokenAlg: ES256, pkce: optional | always sends a code challenge
            id: a, kind: web, profile: fapi2, %J, dpop: true, idTokenAlg: ES256, redirectUris: ['http://127.0.0.1/cb'] | redirect URIs with https only
            %W, profile: fapi1 | This must be one of fapi2.
            id: a, kind: web, secret: env:S, subjectType: pairwise, redirectUris: ['https://a.example/', 'https://b.example/'] | are all on one host.
            %M, subjectType: pairwise | are all on one host.
            %S, subjectType: pairwise | Nobody signs in to a service
            %W, network: inside | The realm does not say which networks are inside.
            %W, network: outside | This must be one of inside.
            %W, signals: {} | The key `delivery` is missing.
            %W, signals: {delivery: push} | It is not said where events are sent.
            %W, signals: {delivery: poll, endpoint: 'https://a.example/s'} | A client that polls has no `endpoint`.
            %W, signals: {delivery: push, endpoint: 'http://a.example/s'} | The address uses plain http
            %W, signals: {delivery: poll, events: [login]} | This must be one of session-revoked
            %W, signals: {delivery: push, endpoint: 'https://a.example/s', authorization: Bearer hunter2} | env:NAME or file:PATH
            %W, resources: ['orders'] | This is not written as it must be.
            %W, resources: ['https://a.example/%%'] | This is not an absolute URI.
            %W, resources: ['https://a.example/#part'] | The resource has a fragment (`#`).
            %W, resources: ['https://a.example/ b'] | This is not written as it must be.
            %W, resources: ['urn:a', 'urn:a'] | twice
            %W, dpop: required | This must be true or false.""")
    void readWhenItMakesNoSenseThenSaysWhyAndWhere(String client, String refusal) {
        assertThat(Yaml.faultsOf("clients: [{" + written(client) + "}]"))
                .singleElement()
                .asString()
                .startsWith("acme.yaml:2:")
                .contains(refusal);
    }

    /** The members of a private key (RFC 7518), one at a time. */
    @ParameterizedTest
    @ValueSource(strings = {"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
    void readWhenAPrivateKeyIsWrittenThenRefusesWithoutRepeatingIt(String member) {
        String key = KEY.replace("kid: a", "kid: a, " + member + ": hunter2");
        String file = "realm: acme\nclients: [{" + written("%W, jwks: {keys: [" + key + "]}") + "}]";

        assertThat(Yaml.findings(file))
                .noneMatch(finding -> (finding + finding.value()).contains("hunter2"))
                .filteredOn(finding -> finding.message().contains("private key"))
                .singleElement()
                .asString()
                .contains("`" + member + "` is part of a private key, which has no place in a realm file.");
    }

    /** Whatever is wrong with it, a value in a set of keys may be half of a secret. */
    @Test
    void readWhenAValueOfAKeyIsWrongThenIsNotRepeated() {
        String file = "realm: acme\nclients: [{"
                + written("%W, jwks: {keys: [{kty: hunter2, x: {y: hunter2}, kid: ''}, hunter2]}") + "}]";

        assertThat(Yaml.findings(file))
                .hasSizeGreaterThan(3)
                .noneMatch(finding -> (finding + finding.value()).contains("hunter2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%F, %J, dpop: true, idTokenAlg: EdDSA",
                "%F, authMethod: self_signed_tls_client_auth, jwksUri: 'https://a.example/k', idTokenAlg: PS256",
                "%W, subjectType: pairwise",
                "%W, frontchannelLogoutUri: 'https://a.example/out'",
                "%W, backchannelLogoutUri: 'http://localhost:8080/out'",
                "%W, grants: [authorization_code, refresh_token, device_code, token_exchange, client_credentials]",
                "id: a, kind: web, authMethod: none, grants: [device_code, refresh_token]",
                "%N, jwks: {keys: [%K]}",
                "%S, grants: [client_credentials, token_exchange], dpop: true",
                "%S, resources: ['https://a.example/api?v=1', 'urn:example:orders', 'http://127.0.0.1:8080']"
            })
    void readWhenItMakesSenseThenOnlyTellsWhatIsNotEnforced(String client) {
        assertThat(Yaml.faultsOf("clients: [{" + written(client) + "}]")).isEmpty();
        assertThat(Yaml.preview("clients: [{" + written(client) + "}]").clients())
                .hasSize(1);
    }

    private static String written(String client) {
        return client.replace("%W", "id: a, kind: web, secret: env:S, %R")
                .replace("%M", "id: a, kind: mobile, redirectUris: ['com.example.a:/cb']")
                .replace("%S", "id: a, kind: service, secret: env:S")
                .replace("%F", "id: a, kind: web, profile: fapi2, %R")
                .replace("%N", "id: a, kind: service, authMethod: private_key_jwt")
                .replace("%J", "authMethod: private_key_jwt, jwksUri: 'https://a.example/k'")
                .replace("%R", REDIRECT)
                .replace("%K", KEY);
    }
}
