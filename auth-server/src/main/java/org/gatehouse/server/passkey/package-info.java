/**
 * Passkeys (W3C Web Authentication, level 3): enrolling, signing in with one, and giving one as the second factor.
 *
 * <p>What an authenticator says is read and checked by Spring Security's operations and webauthn4j; this package keeps the
 * rows per realm, hands out challenges that are good for one answer of one browser, and decides what the libraries leave
 * to the relying party: whose credential it is, what a counter that stands still means, and what was proven.
 */
@NullMarked
package org.gatehouse.server.passkey;

import org.jspecify.annotations.NullMarked;
