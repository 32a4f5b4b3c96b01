/**
 * Codes, refresh tokens and access tokens: what they look like, and the one place their state changes.
 *
 * <p>Everything obtained from one authorization is a <em>family</em>. A code is redeemed and a refresh token rotated by
 * a conditional write, so a race has one winner; what is used twice ends the family. A mobile family ends one day after
 * sign-in, whatever is refreshed.
 */
@NullMarked
package org.gatehouse.server.tokens;

import org.jspecify.annotations.NullMarked;
