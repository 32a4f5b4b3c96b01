/**
 * The FAPI 2.0 Security Profile, which a client is held to by its setting {@code profile: fapi2}. What it demands lies with
 * each specification it is made of: pushed requests with {@code par}, bound tokens and their algorithms with {@code dpop},
 * how the client authenticates with {@code clientassertion}. Here is what belongs to none of them.
 */
@NullMarked
package org.gatehouse.server.fapi;

import org.jspecify.annotations.NullMarked;
