package org.gatehouse.server.tokens;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A family somebody held tokens of until it was ended just now. */
record EndedFamily(
        UUID id,
        String clientId,
        String sessionReference,
        @Nullable UUID device) {

    ClientSession of() {
        return new ClientSession(clientId, sessionReference);
    }
}
