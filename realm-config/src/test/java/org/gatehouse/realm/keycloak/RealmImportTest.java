package org.gatehouse.realm.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RealmImportTest {

    @Test
    void secretsThenAreReferencesToTheEnvironment() {
        String document = RealmImport.of(Realms.of("""
                clients:
                  - {id: web-1, kind: web, redirectUris: ['https://a.example/cb'], secret: 'env:WEB_SECRET'}
                  - {id: job, kind: service, secret: 'file:/run/secrets/job'}
                  - {id: made, kind: service, secret: generated}
                connections:
                  - {alias: entra, kind: entra-id, tenants: [11111111-2222-3333-4444-555555555555], clientId: a, clientSecret: 'env:ENTRA'}
                  - {alias: partner, kind: oidc, issuer: 'https://id.partner.example', clientId: a, clientSecret: 'env:PARTNER', roles: {map: {x: user}}}
                """), List.of());

        assertThat(RealmImport.variables(document)).containsExactly("ENTRA", "GATEHOUSE_CLIENT_JOB", "WEB_SECRET");
        JsonNode tree = JsonMapper.shared().readTree(document);
        assertThat(client(tree, "web-1").path("secret").asString()).isEqualTo("${WEB_SECRET}");
        assertThat(client(tree, "made").has("secret")).isFalse();
        assertThat(tree.at("/identityProviders/0/config/clientSecret").asString())
                .isEqualTo("${ENTRA}");
        assertThat(tree.path("identityProviders")).hasSize(1);
        assertThat(tree.path("identityProviderMappers")
                        .valueStream()
                        .map(mapper -> mapper.path("name").asString()))
                .containsExactly("gatehouse.entra-id");
    }

    /** Keycloak resolves references wherever they stand, so nothing else may look like one: it could show its environment. */
    @Test
    void otherTextsThenAreNoReferences() {
        String document = RealmImport.of(Realms.of("""
                displayName: ${DB_PASSWORD}
                attributes: [{name: badge, type: string, displayName: {en: Badge}}]
                """), List.of());

        assertThat(document).doesNotContain("${");
        assertThat(JsonMapper.shared().readTree(document).path("displayName").asString())
                .isEqualTo("${DB_PASSWORD}");
    }

    @Test
    void groupsThenAreInGroupsAndMappersInTheirClients() {
        JsonNode tree = JsonMapper.shared().readTree(RealmImport.of(Realms.everything(), List.of()));

        assertThat(tree.at("/groups/0/subGroups/0/name").asString()).isEqualTo("north");
        assertThat(client(tree, "workshop").at("/protocolMappers/0/name").asString())
                .isEqualTo("gatehouse.pairwise");
        String profile = tree.at(
                        "/components/org.keycloak.userprofile.UserProfileProvider/0/config/kc.user.profile.config/0")
                .asString();
        assertThat(JsonMapper.shared()
                        .readTree(profile)
                        .path("attributes")
                        .valueStream()
                        .map(attribute -> attribute.path("name").asString()))
                .contains("username", "email", "employeeNo", "nationalId");
    }

    @Test
    void acceptedGapsThenAreWrittenDown() {
        List<Gap> gaps = Gaps.of(Realms.everything(), true);

        JsonNode tree = JsonMapper.shared().readTree(RealmImport.of(Realms.everything(), gaps));

        assertThat(tree.path("attributes").path("gatehouse.accepted-gaps").asString())
                .contains("network")
                .contains("clients.signals");
    }

    private static JsonNode client(JsonNode tree, String id) {
        return tree.path("clients")
                .valueStream()
                .filter(client -> client.path("clientId").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
