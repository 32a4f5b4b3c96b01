package org.gatehouse.server.tokens;

import org.jspecify.annotations.Nullable;

/**
 * Who asks for the tokens of a family.
 *
 * @param thumbprint of the key they proved to have; null when they proved none
 * @param binding of the key the family is bound to from now on; null when it stays as it is
 */
record Sender(@Nullable String thumbprint, @Nullable String binding) {}
