package org.gatehouse.server.directory;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A line of a list of accounts. */
public record AccountSummary(
        UUID id,
        String userName,
        String displayName,
        @Nullable String email,
        AccountState state,
        AccountQuery.Place place) {}
