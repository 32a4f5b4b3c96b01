/**
 * Signing keys: per realm, encrypted at rest, published before use, replaced on schedule and on demand.
 *
 * <p>Access tokens are signed with ES256; ID tokens with RS256 unless a client asks otherwise, because unchanged OpenID
 * Connect clients expect it. A realm has a key of each algorithm from its first moment. What a key may do at a moment
 * follows from times that are stored with it, so nodes agree without talking.
 */
@NullMarked
package org.gatehouse.server.keys;

import org.jspecify.annotations.NullMarked;
