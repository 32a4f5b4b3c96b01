package org.gatehouse.keycloak.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.gatehouse.keycloak.AdminApi;
import org.gatehouse.keycloak.AdminApi.Answer;
import org.gatehouse.keycloak.SharedKeycloak;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.file.RealmFiles;
import org.gatehouse.realm.keycloak.PolicyValue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shaded jar in a real Keycloak, spoken to as its administrators and people do. */
class PasswordRulesIT {

    private static final RealmDefinition REALM = RealmFiles.fromJson("""
            {"realm":"acme","languages":["en","fr"],"password":{"rules":[
              {"id":"pasted","pattern":"^(?=.*[A-Z])(?=.*\\\\d).{12,}$","text":{"en":"as pasted","fr":"tel quel"}},
              {"id":"name","mustNotMatch":"(?i)acme","text":{"en":"neither our name and nor our brand","fr":"pas notre nom"}}]}}""");

    private static AdminApi admin;

    @BeforeAll
    static void start() throws Exception {
        admin = new AdminApi(SharedKeycloak.get());
        Answer created = admin.post(
                "",
                Map.of(
                        "realm",
                        "acme",
                        "enabled",
                        true,
                        "internationalizationEnabled",
                        true,
                        "supportedLocales",
                        List.of("en", "fr"),
                        "defaultLocale",
                        "en",
                        "passwordPolicy",
                        policy(PolicyValue.of(REALM))));
        assertThat(created.status()).as(created.body().toString()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gatehouse-password-rules",
                "gatehouse-password-rules()",
                "gatehouse-password-rules({\"realm\":\"acme\"})",
                "gatehouse-password-rules({\"realm\":\"acme\",\"password\":{\"rules\":[{\"id\":\"a\",\"pattern\":\"(?<=a)b\",\"text\":{\"en\":\"x\"}}]}})",
            })
    void savePolicyWhenHalfConfiguredThenIsRefused(String policy) throws Exception {
        Answer answer = admin.put("/acme", Map.of("passwordPolicy", policy));

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(400);
    }

    @Test
    void setPasswordWhenWeakThenNamesAllFailedRulesInTheLanguageOfThePerson() throws Exception {
        Answer english = setPassword(createPerson("alice", "en"), "acme");
        Answer french = setPassword(createPerson("grace", "fr"), "acme");

        assertThat(english.status()).as(english.body().toString()).isEqualTo(400);
        assertThat(english.body().path("error_description").asString())
                .isEqualTo("The password needs: an upper-case letter; a digit; at least 12 characters; "
                        + "neither our name and nor our brand.");
        assertThat(french.body().path("error_description").asString())
                .contains("une lettre majuscule; un chiffre; au moins 12 caractères; pas notre nom");
    }

    @Test
    void setPasswordWhenGoodThenThePersonSignsIn() throws Exception {
        String person = createPerson("carol", "en");

        assertThat(setPassword(person, "Correct-horse-7-battery").status()).isEqualTo(204);
        assertThat(admin.signIn("acme", "carol", "Correct-horse-7-battery").status())
                .isEqualTo(200);
    }

    private static String createPerson(String userName, String locale) throws Exception {
        Answer answer = admin.post(
                "/acme/users",
                Map.of(
                        "username",
                        userName,
                        "enabled",
                        true,
                        "email",
                        userName + "@acme.example",
                        "emailVerified",
                        true,
                        "firstName",
                        userName,
                        "lastName",
                        "Martin",
                        "attributes",
                        Map.of("locale", List.of(locale))));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return answer.createdId();
    }

    private static Answer setPassword(String person, String password) throws Exception {
        return admin.put(
                "/acme/users/" + person + "/reset-password",
                Map.of("type", "password", "value", password, "temporary", false));
    }

    private static String policy(String value) {
        return PasswordRulesProviderFactory.PROVIDER_ID + "(" + value + ")";
    }
}
