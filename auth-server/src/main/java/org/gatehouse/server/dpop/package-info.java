/**
 * Tokens that are good only in the hands of whoever holds a key (RFC 9449, DPoP).
 *
 * <p>The framework checks proofs too, but remembers in memory, and for one node, which it has seen. So it sees none: a
 * proof is checked here, remembered in the database, and what it proved is told to {@code tokens}.
 */
@NullMarked
package org.gatehouse.server.dpop;

import org.jspecify.annotations.NullMarked;
