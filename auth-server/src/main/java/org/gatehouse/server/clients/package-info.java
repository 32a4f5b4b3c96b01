/**
 * The relying apps of a realm, as Spring's authorization server wants to see them.
 *
 * <p>A client exists in one realm only. What it is allowed comes from the realm definition, its secret's hash from the
 * database.
 */
@NullMarked
package org.gatehouse.server.clients;

import org.jspecify.annotations.NullMarked;
