package org.gatehouse.server.authorization;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.server.clients.SelfRegistered;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a client that registered itself says about itself, for the person who decides. Nothing of it is fetched, and all of
 * it is its own word.
 *
 * @param name in the person's language if it has one; null when it has none at all
 * @param targets the hosts, or schemes of apps, the answer can go to
 */
record SelfDescription(@Nullable String name, List<String> targets, List<AllowedApp.Link> links) {

    private static final List<String> LINKS = List.of("client_uri", "policy_uri", "tos_uri", "logo_uri");

    static SelfDescription of(SelfRegistered client, Locale language) {
        JsonNode metadata = JsonMapper.shared().readTree(client.metadata());
        return new SelfDescription(
                text(metadata, "client_name", language).orElse(null),
                targets(client.definition()),
                LINKS.stream()
                        .flatMap(kind ->
                                text(metadata, kind, language)
                                        .map(address -> new AllowedApp.Link(kind, address))
                                        .stream())
                        .toList());
    }

    /** Where what a client is told goes. */
    static List<String> targets(ClientDefinition client) {
        return client.redirectUris().stream()
                .map(SelfDescription::target)
                .distinct()
                .toList();
    }

    private static String target(String redirectUri) {
        URI uri = URI.create(redirectUri);
        return Objects.requireNonNullElse(uri.getHost(), uri.getScheme());
    }

    /** OpenID Connect Registration section 2.1: the text of the person's language before the one of none. */
    private static Optional<String> text(JsonNode metadata, String name, Locale language) {
        return Stream.of(name + "#" + language.toLanguageTag(), name + "#" + language.getLanguage(), name)
                .map(key -> metadata.path(key).asString(""))
                .filter(value -> !value.isEmpty())
                .findFirst();
    }
}
