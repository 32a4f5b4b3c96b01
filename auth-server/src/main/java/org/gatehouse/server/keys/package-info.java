/**
 * Signing keys: per realm, encrypted at rest, published before use.
 *
 * <p>Access tokens are signed with ES256; ID tokens with RS256 unless a client asks otherwise, because unchanged OpenID
 * Connect clients expect it. Both keys exist from the realm's first moment.
 */
@NullMarked
package org.gatehouse.server.keys;

import org.jspecify.annotations.NullMarked;
