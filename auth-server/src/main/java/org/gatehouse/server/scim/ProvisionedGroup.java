package org.gatehouse.server.scim;

import java.time.Instant;
import java.util.UUID;
import org.gatehouse.server.groups.Group;
import org.jspecify.annotations.Nullable;

/**
 * A group as a provisioning client sees it.
 *
 * @param externalId what this client calls it
 * @param state differs whenever the group or who is in it differs
 */
record ProvisionedGroup(
        Group group, Instant createdAt, @Nullable String externalId, String state) {

    UUID id() {
        return group.id();
    }
}
