package org.gatehouse.server.configuration;

import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.server.clients.GeneratedSecret;
import org.jspecify.annotations.Nullable;

/**
 * A client as it is after a change.
 *
 * @param secret the one that was made with the change, to be shown once; null when none was
 */
public record ChangedClient(
        ClientDefinition client, @Nullable GeneratedSecret secret) {}
