/**
 * Signing in: who is it, prove it, and back to what was asked for.
 *
 * <p>Unknown, wrong, locked and disabled are one answer in one time: every attempt hashes exactly once. The entry is in
 * the trail before the answer leaves.
 */
@NullMarked
package org.gatehouse.server.signin;

import org.jspecify.annotations.NullMarked;
