package org.gatehouse.server.tokens;

import java.util.UUID;

/** A family somebody held tokens of until it was ended just now. */
record EndedFamily(UUID id, String clientId, String sessionReference) {}
