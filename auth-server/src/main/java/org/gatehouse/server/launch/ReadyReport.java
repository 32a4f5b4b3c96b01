package org.gatehouse.server.launch;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the launcher says when the service is ready. It holds secrets only where the realm and seed files of a demo or a
 * seeded start gave them; who makes one decides that.
 *
 * @param pages name to address, only of pages that exist
 * @param keycloak the one beside a demo; null when there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReadyReport(
        String baseUrl,
        long pid,
        Map<String, String> pages,
        List<Realm> realms,
        @Nullable KeycloakReport keycloak) {

    ReadyReport(String baseUrl, long pid, Map<String, String> pages, List<Realm> realms) {
        this(baseUrl, pid, pages, realms, null);
    }

    ReadyReport with(KeycloakReport beside) {
        return new ReadyReport(baseUrl, pid, pages, realms, beside);
    }

    /** @param firstAdministrator the one-time link by which a realm without an administrator gets one */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Realm(
            String realm,
            String issuer,
            List<Client> clients,
            List<Person> people,
            @Nullable String firstAdministrator) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Client(String id, String kind, @Nullable String secret, List<String> redirectUris) {}

    /** @param totp the shared secret of an authenticator app in base32, for people who have one */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Person(
            String userName, String password, @Nullable String totp, List<String> roles, String state) {}

    /** One line. */
    String json() {
        return JsonMapper.shared().writeValueAsString(this);
    }

    String text() {
        StringBuilder text = new StringBuilder("Gatehouse is ready: ").append(baseUrl);
        if (!pages.isEmpty()) {
            text.append("\n\nWhat to try next\n")
                    .append(TextTable.of(pages.entrySet().stream()
                            .map(page -> List.of(page.getKey(), page.getValue()))
                            .toList()));
        }
        realms.forEach(realm -> append(realm, text));
        if (keycloak != null) {
            text.append("\n\n").append(keycloak.text());
        }
        return text.append("\n\nCtrl-C stops everything.").toString();
    }

    private static void append(Realm realm, StringBuilder text) {
        text.append("\n\nRealm ").append(realm.realm()).append(", issuer ").append(realm.issuer());
        if (realm.firstAdministrator() != null) {
            text.append("\nIt has no administrator yet. This link makes the first one, once, within 24 hours:\n  ")
                    .append(realm.firstAdministrator());
        }
        if (!realm.people().isEmpty()) {
            text.append('\n')
                    .append(TextTable.of(
                            List.of("user name", "password", "roles", "state"),
                            realm.people().stream().map(ReadyReport::row).toList()));
        }
        if (!realm.clients().isEmpty()) {
            text.append("\n\n")
                    .append(TextTable.of(
                            List.of("client", "kind", "secret"),
                            realm.clients().stream().map(ReadyReport::row).toList()));
        }
    }

    private static List<String> row(Person person) {
        return List.of(person.userName(), person.password(), String.join(", ", person.roles()), person.state());
    }

    private static List<String> row(Client client) {
        return List.of(client.id(), client.kind(), client.secret() == null ? "" : client.secret());
    }
}
