/**
 * Any provider of OpenID Connect that can be discovered. What it says of people is in standard claims, and what the realm
 * file says it is in.
 */
@NullMarked
package org.gatehouse.server.federation.oidc;

import org.jspecify.annotations.NullMarked;
