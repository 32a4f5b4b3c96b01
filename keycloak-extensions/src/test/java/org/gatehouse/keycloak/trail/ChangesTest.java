package org.gatehouse.keycloak.trail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gatehouse.audit.event.Change;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret",
                "clientSecret",
                "config.clientSecret",
                "attributes.client.secret.rotated",
                "smtpServer.password",
                "config.bindCredential",
                "config.privateKey",
                "registrationAccessToken",
                "keystorePassword",
                "apiKey"
            })
    void betweenWhenTheFieldIsASecretThenTellsThatItIsAnotherAndNoMore(String field) {
        List<Change> changes = Changes.between(Map.of(field, "before-5"), Map.of(field, "after-6"), name -> true);

        assertThat(changes).containsExactly(Change.of(field, "(hidden)", "(hidden, another)"));
    }

    /** Keycloak knows of fields of other people's providers which are secrets. */
    @Test
    void betweenWhenKeycloakMasksTheValueThenTellsThatItIsAnotherAndNoMore() {
        Map<String, String> before = Map.of("config.pin", Snapshot.HIDDEN + "1234");

        assertThat(Changes.between(before, Map.of("config.pin", Snapshot.HIDDEN + "5678"), name -> false))
                .containsExactly(Change.of("config.pin", "(hidden)", "(hidden, another)"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "passwordPolicy",
                "resetPasswordAllowed",
                "attributes.client.secret.creation.time",
                "accessTokenLifespan",
                "revokeRefreshToken",
                "requiredCredentials"
            })
    void betweenWhenTheFieldIsAboutSecretsThenTellsWhatItWasAndIs(String field) {
        assertThat(Changes.between(Map.of(field, "a"), Map.of(field, "b"), name -> false))
                .containsExactly(Change.of(field, "a", "b"));
    }

    /** What somebody can send must not be more than an entry holds: it would hold up all that follow. */
    @Test
    void betweenWhenThereIsMuchThenFitsIntoAnEntry() {
        Map<String, String> after = new HashMap<>();
        for (int i = 0; i < 500; i++) {
            after.put("attributes.é " + i, "é".repeat(5_000));
        }

        List<Change> changes = Changes.between(Map.of(), after, name -> false);

        assertThat(changes.stream()
                        .mapToInt(change -> String.valueOf(change.after()).length())
                        .sum())
                .isLessThan(16_000);
        assertThat(changes.get(changes.size() - 1).field()).isEqualTo("more");
        assertThat(changes)
                .allSatisfy(change -> assertThat(change.field()).matches("[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}"));
    }

    @Test
    void flatThenNamesElementsOfListsAfterWhatTheyAreCalled() {
        assertThat(Flat.of("""
                        {"protocolMappers":[{"name":"email","config":{"claim":"mail"}}],"redirectUris":["b","a"],"none":null}"""))
                .containsExactly(
                        Map.entry("protocolMappers.email.config.claim", "mail"),
                        Map.entry("protocolMappers.email.name", "email"),
                        Map.entry("redirectUris", "[\"b\",\"a\"]"));
    }
}
