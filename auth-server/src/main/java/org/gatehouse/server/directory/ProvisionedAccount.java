package org.gatehouse.server.directory;

import org.jspecify.annotations.Nullable;

/**
 * An account as a provisioning client sees it.
 *
 * @param version rises with every change
 * @param externalId what this client calls the person
 */
public record ProvisionedAccount(
        AccountRow account, int version, @Nullable String externalId) {}
