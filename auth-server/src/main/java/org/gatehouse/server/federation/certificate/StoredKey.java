package org.gatehouse.server.federation.certificate;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table of keys, which is there whether or not what it holds can be used.
 *
 * @param key null when it does not open: it was altered, or another master key sealed it
 */
record StoredKey(
        String thumbprint,
        Instant madeAt,
        boolean inUse,
        @Nullable ConnectionKey key) {}
