package org.gatehouse.realm.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.gatehouse.realm.client.RegistrationPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class RegistrationSectionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{enabled: yes please}",
                "{enabled: true, initialAccessToken: never}",
                "{enabled: true, scopes: []}",
                "{enabled: true, scopes: [openid, users.write]}",
                "{enabled: true, scopes: [audit.write]}",
                "{enabled: true, scopes: [users.wrote]}",
                "{enabled: true, redirectHosts: ['https://partner.example']}",
                "{enabled: true, redirectHosts: ['*.example']}",
                "{enabled: true, maxClients: 0}",
                "{enabled: true, maxClients: 100001}",
                "{enabled: true, unknown: true}"
            })
    void readWhenNotByTheRulesThenRefuses(String section) {
        assertThat(Yaml.refusals("realm: acme\nregistration: " + section + "\n"))
                .isNotEmpty();
    }

    @Test
    void readWhenAbsentThenClosed() {
        RegistrationPolicy policy = registration("{\"realm\": \"acme\"}");

        assertThat(policy).isEqualTo(RegistrationPolicy.CLOSED);
        assertThat(policy.enabled()).isFalse();
        assertThat(policy.tokenRequired()).isTrue();
    }

    @Test
    void readWhenOpenedThenStillOnlyWithATokenAndStoredTheSame() {
        String file =
                "{\"realm\": \"acme\", \"registration\": {\"enabled\": true, \"redirectHosts\": [\"a.example\"]}}";

        assertThat(registration(file))
                .isEqualTo(new RegistrationPolicy(
                        true, true, List.of("openid", "profile", "email"), List.of("a.example"), 1_000));
        assertThat(RealmFiles.fromJson(RealmFiles.toJson(RealmFiles.fromJson(file))))
                .isEqualTo(RealmFiles.fromJson(file));
    }

    private static RegistrationPolicy registration(String json) {
        return RealmFiles.fromJson(JsonMapper.shared().readTree(json)).realm().registration();
    }
}
