package org.gatehouse.realm.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.file.RealmDifferences;
import org.junit.jupiter.api.Test;

/** What was rendered is written again as the file that was. */
class FileOfRealmTest {

    @Test
    void ofARenderedRealmThenTheFileIsTheSame() {
        RealmDefinition realm = Realms.of("""
                displayName: Acme
                languages: [fr, en]
                password:
                  rules: [{id: length, pattern: '.{9,}', text: {en: at least 9 and more, fr: au moins 9}}]
                  history: 4
                  maxAge: P90D
                  notContaining: [username, email]
                verifiedEmail: required
                secondFactor: {required: when, when: [{role: admin}, {network: outside}], methods: [totp, recovery-code]}
                network: {inside: [10.0.0.0/8]}
                attestations:
                  - {id: privacy, version: 3, title: {en: Privacy, fr: Confidentialité}, text: {en: I look., fr: Je regarde.}, groups: [field-team/north], renewal: P1Y}
                tokens: {web: {access: PT5M, idle: PT20M, session: PT9H}, mobile: {access: PT4M, session: PT12H}, service: {access: PT3M}}
                clients:
                  - {id: app, kind: mobile, redirectUris: ['com.example.acme:/cb'], dpop: true}
                  - {id: bank, kind: web, redirectUris: ['https://b.example/cb'], jwksUri: 'https://b.example/jwks', authMethod: private_key_jwt, profile: fapi2, dpop: true, idTokenAlg: PS256}
                  - {id: job, kind: service, secret: 'env:JOB', scopes: [stock.read], grants: [client_credentials]}
                  - {id: web, kind: web, displayName: Web, redirectUris: ['https://w.example/cb'], postLogoutRedirectUris: ['https://w.example/', 'https://w.example/out'], secret: 'file:/run/web', consent: true, pkce: optional, authMethod: client_secret_post, subjectType: pairwise, backchannelLogoutUri: 'https://w.example/back', grants: [authorization_code, refresh_token, device_code]}
                roles: [{name: dispatcher, description: Plans visits}]
                attributes:
                  - {name: badge, type: string, pattern: '^[A-Z]{2}', maxLength: 9, displayName: {en: Badge, fr: Insigne}}
                  - {name: since, type: date}
                groups: [{name: field-team, description: Outside, roles: [dispatcher], groups: [{name: north}]}]
                connections:
                  - {alias: entra, kind: entra-id, tenants: [11111111-2222-3333-4444-555555555555, 22222222-2222-3333-4444-555555555555], clientId: a, clientSecret: 'env:A', clientSecretExpires: 2027-01-31, roles: {map: {Planner: dispatcher}}, groups: {map: {99999999-8888-7777-6666-555555555555: field-team/north}, overage: graph}, provision: just-in-time}
                  - {alias: partner, kind: oidc, issuer: 'https://id.partner.example', clientId: a, authMethod: private_key_jwt, trustFactors: {amr: [mfa]}, roles: {claim: functions, map: {x: dispatcher}}}
                  - {alias: signed, kind: entra-id, tenants: [11111111-2222-3333-4444-555555555555], clientId: a, authMethod: certificate, provision: just-in-time}
                """);

        RealmDefinition written =
                FileOfRealm.of(KeycloakRealm.of(realm, Realms.AT_HAND).objects());

        assertThat(RealmDifferences.between(written, realm))
                .allSatisfy(difference -> assertThat(difference.path()).endsWith(".grants")); // written out
        assertThat(KeycloakPlan.of(
                                KeycloakRealm.of(written, Realms.AT_HAND).objects(),
                                KeycloakRealm.of(realm, Realms.AT_HAND),
                                true)
                        .differences())
                .isEmpty();
    }

    @Test
    void ofARealmThatAsksForEverythingThenWhatKeycloakDoesIsKept() {
        RealmDefinition realm = Realms.everything();

        RealmDefinition written =
                FileOfRealm.of(KeycloakRealm.of(realm, Realms.AT_HAND).objects());

        assertThat(KeycloakPlan.of(
                                KeycloakRealm.of(written, Realms.AT_HAND).objects(),
                                KeycloakRealm.of(realm, Realms.AT_HAND),
                                true)
                        .differences())
                .isEmpty();
        assertThat(Gaps.of(written, false))
                .hasSizeLessThan(Gaps.of(realm, false).size());
    }
}
