/**
 * The {@code claims} parameter (OpenID Connect Core section 5.5): what a client asks about a person claim by claim, read
 * strictly and within bounds, and which scope would have covered it.
 */
@NullMarked
package org.gatehouse.server.claims;

import org.jspecify.annotations.NullMarked;
