package org.gatehouse.realm.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.gatehouse.realm.AuthMethod;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.RealmDefinition;
import org.junit.jupiter.api.Test;

class GapsTest {

    @Test
    void ofARealmThatAsksForLittleThenThereAreNone() {
        RealmDefinition realm = Realms.of("""
                languages: [en, fr]
                verifiedEmail: required
                password: {rules: [{id: length, pattern: '.{12,}', text: {en: long, fr: long}}], history: 5, maxAge: P90D, notContaining: [username]}
                clients:
                  - {id: web, kind: web, redirectUris: ['https://web.acme.example/cb'], secret: 'env:WEB'}
                  - {id: job, kind: service, secret: 'env:JOB', scopes: [stock.read]}
                  - {id: app, kind: mobile, redirectUris: ['http://[::1]/cb']}
                roles: [{name: dispatcher, description: Plans visits}]
                groups: [{name: field-team, roles: [dispatcher]}]
                attributes: [{name: badge, type: string, pattern: '^[A-Z]{2}'}]
                """);

        assertThat(Gaps.of(realm, true)).isEmpty();
    }

    /** Guests are turned away by the extension, too; it gives nobody a role for being one. */
    @Test
    void ofEntraIdThenWhatTheExtensionRefusesIsNoGap() {
        String connection = """
                connections:
                  - {alias: entra, kind: entra-id, tenants: [11111111-2222-3333-4444-555555555555], clientId: a, clientSecret: 'env:A', provision: just-in-time}
                """;

        assertThat(Gaps.of(Realms.of(connection), true)).isEmpty();
        assertThat(Gaps.of(Realms.of(connection.replace("provision", "guests: {role: user}, provision")), true))
                .extracting(Gap::path)
                .containsExactly("connections[entra].guests");
    }

    @Test
    void ofAProviderToDiscoverThenOnlyAnImportHasAGap() {
        RealmDefinition realm = Realms.of("""
                connections:
                  - {alias: partner, kind: oidc, issuer: 'https://id.partner.example', clientId: a, clientSecret: 'env:A', provision: just-in-time}
                """);

        assertThat(Gaps.of(realm, false)).isEmpty();
        assertThat(Gaps.of(realm, true)).extracting(Gap::path).containsExactly("connections[partner].issuer");
    }

    /** What the realm that asks for everything cannot ask for, too. */
    static RealmDefinition theRest() {
        RealmDefinition realm = Realms.of("""
                secondFactor: {required: always, methods: [totp]}
                clients:
                  - {id: app, kind: mobile, redirectUris: ['http://[::1]/cb']}
                  - {id: deployer, kind: service, secret: 'env:A', scopes: [realm.read]}
                roles: [{name: helper, description: Helps, permissions: [users.read]}]
                attributes: [{name: badge, type: string, pattern: '(?P<letters>[A-Z]+)'}]
                connections:
                  - {alias: certified, kind: oidc, issuer: 'https://c.example', clientId: c, authMethod: certificate}
                  - {alias: visitors, kind: entra-id, tenants: [11111111-2222-3333-4444-555555555555], clientId: a, clientSecret: 'env:A', guests: {role: helper}}
                trail:
                  objectKinds: [{id: x.van, title: {en: Van}}]
                  activities: [{id: x.van.drive, category: data-change, title: {en: Van driven}}]
                  exports: {approvalAbove: 0}
                """);
        ClientDefinition deployer = realm.clients().get(1);
        ClientDefinition byCertificate = new ClientDefinition(
                deployer.id(),
                deployer.kind(),
                null,
                List.of(),
                List.of(),
                null,
                deployer.scopes(),
                false,
                deployer.pkce(),
                AuthMethod.SELF_SIGNED_TLS_CLIENT_AUTH,
                deployer.idTokenAlg(),
                deployer.features());
        return realm.withClients(List.of(realm.clients().get(0), byCertificate));
    }
}
