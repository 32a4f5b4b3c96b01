package org.gatehouse.realm.keycloak.live;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.gatehouse.realm.seed.Seed;
import org.gatehouse.realm.seed.SeedPerson;
import org.gatehouse.realm.seed.SeedState;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** People of a seed file, made in a Keycloak: for demos and tests. */
public final class SeededPeople {

    /** A seed file may generate a million people. */
    private static final int MOST = 1_000;

    /** Those, and some whom somebody made. */
    private static final int MOST_KNOWN = 10_000;

    /** As Keycloak keeps what its own page to set up an app makes (RFC 6238's defaults). */
    private static final String TOTP = JsonMapper.shared()
            .createObjectNode()
            .put("subType", "totp")
            .put("period", 30)
            .put("digits", 6)
            .put("algorithm", "HmacSHA1")
            .put("counter", 0)
            .put("secretEncoding", "BASE32")
            .toString();

    private final AdminApi api;
    private final String path;

    private SeededPeople(AdminApi api, String realm) {
        this.api = api;
        this.path = "/realms/" + AdminApi.encoded(realm);
    }

    /**
     * Makes them, with their passwords, authenticator apps, groups and the roles the realm has; leaves those who are there as
     * they are. At most a thousand.
     *
     * @return whom Keycloak refused and why, a sentence each; and one when the file has more than are made
     * @throws KeycloakException when it does not answer or does not know the client
     */
    public static List<String> add(URI base, Credentials credentials, Seed seed) {
        AdminApi api = new AdminApi(base.toString().replaceAll("/+$", ""), credentials);
        SeededPeople people = new SeededPeople(api, seed.realm());
        List<String> refused = new ArrayList<>();
        Set<String> known = people.known();
        seed.people().stream()
                .limit(MOST)
                .filter(person -> !known.contains(person.userName().toLowerCase(Locale.ROOT)))
                .forEach(person -> people.add(person).ifPresent(refused::add));
        int left = seed.people().size() - MOST;
        if (left > 0) {
            refused.add("The last " + left + " people of the seed file are not in Keycloak's realm: it gets " + MOST
                    + " at most.");
        }
        return refused;
    }

    private Set<String> known() {
        return api.get(path + "/users?briefRepresentation=true&max=" + MOST_KNOWN)
                .valueStream()
                .map(user -> user.path("username").asString())
                .collect(Collectors.toSet());
    }

    private Optional<String> add(SeedPerson person) {
        try {
            String id = api.send("POST", path + "/users", representation(person));
            ArrayNode roles = JsonMapper.shared().createArrayNode();
            person.roles()
                    .forEach(role ->
                            api.find(path + "/roles/" + AdminApi.encoded(role)).ifPresent(roles::add));
            if (!roles.isEmpty()) {
                api.send("POST", path + "/users/" + id + "/role-mappings/realm", roles);
            }
            return Optional.empty();
        } catch (KeycloakException ex) {
            return Optional.of(
                    person.userName() + " is not in Keycloak's realm as in the seed file: " + ex.getMessage());
        }
    }

    private static ObjectNode representation(SeedPerson person) {
        ObjectNode node = JsonMapper.shared()
                .createObjectNode()
                .put("username", person.userName())
                .put("enabled", person.state() == SeedState.ACTIVE)
                .put("email", person.email())
                .put("emailVerified", person.emailVerified())
                .put("firstName", claim(person, "given_name"))
                .put("lastName", claim(person, "family_name"));
        ObjectNode attributes = node.putObject("attributes");
        person.attributes().forEach((name, value) -> attributes.putArray(name).add(String.valueOf(value)));
        if (person.locale() != null) {
            attributes.putArray("locale").add(person.locale());
        }
        ArrayNode groups = node.putArray("groups");
        person.groups().forEach(group -> groups.add("/" + group));
        node.putArray("credentials").addAll(credentials(person));
        return node;
    }

    private static List<JsonNode> credentials(SeedPerson person) {
        List<JsonNode> credentials = new ArrayList<>();
        credentials.add(JsonMapper.shared()
                .createObjectNode()
                .put("type", "password")
                .put("value", person.password())
                .put("temporary", false));
        if (person.totp() != null) {
            credentials.add(JsonMapper.shared()
                    .createObjectNode()
                    .put("type", "otp")
                    .put("credentialData", TOTP)
                    .put(
                            "secretData",
                            JsonMapper.shared()
                                    .valueToTree(Map.of("value", person.totp()))
                                    .toString()));
        }
        return credentials;
    }

    private static String claim(SeedPerson person, String name) {
        Object value = person.claims().get(name);
        return value instanceof String text ? text : person.userName();
    }
}
