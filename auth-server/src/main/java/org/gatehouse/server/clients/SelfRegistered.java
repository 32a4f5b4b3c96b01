package org.gatehouse.server.clients;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.gatehouse.realm.ClientDefinition;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client that registered itself.
 *
 * @param metadata what was registered (RFC 7591 section 2), as JSON, without id, secret and token
 * @param tokenHash SHA-256 of its registration access token
 * @param usedAt when a request first named it; null as long as none has
 */
public record SelfRegistered(
        ClientDefinition definition,
        String metadata,
        byte[] tokenHash,
        Instant registeredAt,
        Instant changedAt,
        @Nullable Instant usedAt) {

    public SelfRegistered {
        tokenHash = tokenHash.clone();
    }

    /** How long ago people may have signed in where a request does not say. */
    public Optional<Duration> defaultMaxAge() {
        JsonNode age = JsonMapper.shared().readTree(metadata).path("default_max_age");
        return age.isInt() ? Optional.of(Duration.ofSeconds(age.asInt())) : Optional.empty();
    }

    @Override
    public byte[] tokenHash() {
        return tokenHash.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SelfRegistered that
                && definition.equals(that.definition)
                && metadata.equals(that.metadata)
                && Arrays.equals(tokenHash, that.tokenHash);
    }

    @Override
    public int hashCode() {
        return definition.hashCode();
    }

    @Override
    public String toString() {
        return "client " + definition.id();
    }
}
