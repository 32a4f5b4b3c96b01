package org.gatehouse.realm.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections: whom a realm believes must be said, and a secret must not. */
class ConnectionsSectionTest {

    /** An entry of each kind, in short: %E and %O. */
    private static final String SECTION = "connections: [{%s}]\n" + "groups: [{name: team, groups: [{name: north}]}]\n";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            %E | 2:15 | The connection does not say from which tenants people may come. List the tenants' ids
            %E, tenants: common | 2:91 | `common`, `organizations` and `consumers` are no tenants
            %E, tenants: [organizations] | 2:92 | `common`, `organizations` and `consumers` are no tenants
            %E, tenants: [any] | 2:92 | This is not written as it must be.
            %E, tenants: all | 2:91 | who wants people of any tenant writes tenants: any.
            %E, tenants: [] | 2:91 | This must not be empty.
            %E, tenants: [acme.example] | 2:92 | The id of a tenant, a GUID in lower case.
            %E, tenants: [9188040d-6c67-4c5b-b112-36a304b66dad] | 2:92 | This is the tenant of personal accounts, which anybody can open.
            %E, tenants: any, issuer: 'https://a.example' | 2:96 | A connection of kind `entra-id` has no `issuer`.
            %E, tenants: any, trustFactors: {amr: [mfa]} | 2:111 | A connection of kind `entra-id` has no `amr`.
            %E, tenants: any, trustFactors: {acrs: [mfa]} | 2:118 | An authentication context, c1 to c99.
            %E, tenants: any, trustFactors: {} | 2:110 | This must not be empty.
            %E, tenants: any, host: login.evil.example | 2:102 | This must be one of login.microsoftonline.com
            %E, tenants: any, roles: {map: {Boss: amdin}} | 2:116 | The realm has no role `amdin`. Did you mean `admin`?
            %E, tenants: any, roles: {map: {Boss: auditor}, claim: r} | 2:126 | A connection of kind `entra-id` has no `claim`.
            %E, tenants: any, roles: {map: {Boss: admin}} | 2:116 | The role `admin` decides on requests, so no provider gives it.
            %E, tenants: any, guests: {role: admin} | 2:111 | The role `admin` decides on requests, so no provider gives it.
            %E, tenants: any, guests: {role: gest} | 2:111 | The realm has no role `gest`.
            %E, tenants: any, guests: {} | 2:104 | The key `role` is missing.
            %E, tenants: any, guests: allow | 2:104 | This is not written as it must be.
            %E, tenants: any, groups: {map: {a: north}} | 2:114 | The realm has no group `north`. Known are: team, team/north.
            %E, tenants: any, groups: {overage: graph} | 2:104 | The key `map` is missing.
            %E, tenants: any, groups: {map: {a: team}, overage: refuse, keep: PT1H} | 2:144 | Nothing is asked of Microsoft Graph here.
            %E, tenants: any, groups: {map: {a: team}, overage: graph, keep: PT30S} | 2:143 | This is too short: at least PT1M.
            %E, tenants: any, groups: {map: {a: team}, overage: graph, keep: P2D} | 2:143 | This is too long: at most P1D.
            %E, tenants: any, link: email | 2:102 | This must be one of never, ask, verified-email.
            %E, tenants: any, domains: [Acme.example] | 2:106 | A domain name in lower case.
            %E, tenants: any, domains: [localhost] | 2:106 | A domain name in lower case.
            %O | 2:15 | The connection does not say who the provider is. Add its `issuer`.
            %O, issuer: 'http://id.example' | 2:88 | The address uses plain http
            %O, issuer: 'https://id.example?x=y' | 2:88 | An issuer has no query (`?`).
            %O, issuer: 'https://id.example/#x' | 2:88 | The address has a fragment (`#`).
            %O, issuer: 'https://me@id.example/' | 2:88 | The address holds a user name.
            %O, issuer: 'https://' | 2:88 | This is not a URI.
            %O, issuer: id.example | 2:88 | This is not written as it must be.
            %O, issuer: 'https://login.microsoftonline.com/common/v2.0' | 2:88 | This is Microsoft Entra ID
            %O, issuer: 'https://STS.windows.net/x/' | 2:88 | Write kind: entra-id with `tenants`, and no issuer.
            %O, issuer: 'https://a.example', tenants: any | 2:109 | A connection of kind `oidc` has no `tenants`.
            %O, issuer: 'https://a.example', groups: {map: {a: team}, overage: graph} | 2:134 | A connection of kind `oidc` has no `overage`.
            %O, issuer: 'https://a.example', trustFactors: {acrs: [c1]} | 2:124 | A connection of kind `oidc` has no `acrs`.
            alias: x, kind: saml, clientId: c, clientSecret: 'env:S', issuer: 'https://a.example' | 2:32 | This must be one of entra-id, oidc.
            alias: X, kind: oidc, clientId: c, clientSecret: 'env:S', issuer: 'https://a.example' | 2:23 | a lower-case letter, then lower-case letters
            alias: x, kind: oidc, clientSecret: 'env:S', issuer: 'https://a.example' | 2:15 | The key `clientId` is missing.
            alias: x, kind: oidc, clientId: c, issuer: 'https://a.example' | 2:15 | The connection does not say by what the provider knows this service.
            %O, issuer: 'https://a.example', authMethod: private_key_jwt | 2:57 | With `private_key_jwt` there is no secret.
            %O, issuer: 'https://a.example', authMethod: certificate | 2:57 | With `certificate` there is no secret.
            alias: x, kind: entra-id, clientId: c, tenants: any, authMethod: private_key_jwt | 2:81 | Write authMethod: certificate
            %O, issuer: 'https://a.example', authMethod: none | 2:121 | This must be one of client_secret, private_key_jwt, certificate.
            %O, issuer: 'https://a.example', clientSecretExpires: 2027-02-30 | 2:130 | There is no such day.
            %O, issuer: 'https://a.example', clientSecretExpires: soon | 2:130 | The last day the secret is good for
            alias: x, kind: oidc, clientId: c, clientSecret: hunter2, issuer: 'https://a.example' | 2:65 | rite env:NAME or file:PATH
            alias: x, kind: oidc, clientId: c, clientSecret: 'env:my secret', issuer: 'https://a.example' | 2:65 | This is no reference to a secret.""")
    void readWhenItMakesNoSenseThenSaysWhyAndWhere(String section, String place, String refusal) {
        assertThat(Yaml.faultsOf(SECTION.formatted(written(section))))
                .singleElement()
                .asString()
                .startsWith("acme.yaml:" + place + ": ")
                .contains(refusal);
    }

    @Test
    void readWhenAnAliasOrADomainIsUsedTwiceThenRefusesTheSecond() {
        assertThat(Yaml.faultsOf("""
                        connections:
                        - {alias: a, kind: oidc, issuer: 'https://a.example', clientId: c, clientSecret: env:S, domains: [a.example]}
                        - {alias: a, kind: oidc, issuer: 'https://b.example', clientId: c, clientSecret: env:S, domains: [a.example]}
                        """))
                .containsExactly(
                        "acme.yaml:4:11: The alias `a` is used twice. Choose another.",
                        "acme.yaml:4:99: The domain `a.example` is used twice. Choose another.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hunter2", "[hunter2]", "{a: hunter2}"})
    void readWhenASecretStandsInAConnectionThenRefusesWithoutRepeatingIt(String secret) {
        String file = "realm: acme\nconnections: [{alias: a, kind: oidc, issuer: 'https://a.example', clientId: c,"
                + " clientSecret: " + secret + "}]";

        assertThat(Yaml.findings(file))
                .hasSize(1)
                .noneMatch(finding -> (finding + finding.value()).contains("hunter2"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            %E, tenants: any | 2:91 | connection-any-tenant
            %E, tenants: [11111111-2222-3333-4444-555555555555], groups: {map: {People: team}} | 2:154 | connection-group-name""")
    void previewWhenMoreGetInThanIsUsuallyMeantThenWarns(String connection, String place, String id) {
        assertThat(RealmFiles.preview("acme.yaml", "realm: acme\n" + SECTION.formatted(written(connection)))
                        .warnings())
                .singleElement()
                .asString()
                .startsWith("acme.yaml:" + place + ": warning: ")
                .endsWith("[" + id + "]");
    }

    private static String written(String connection) {
        return connection
                .replace("%E", "alias: entra, kind: entra-id, clientId: c, clientSecret: 'env:S'")
                .replace("%O", "alias: partner, kind: oidc, clientId: c, clientSecret: 'env:S'");
    }
}
