/**
 * Clients that authenticate with a JWT they sign ({@code private_key_jwt}: RFC 7523 section 2.2, OpenID Connect Core 1.0
 * section 9), so that nothing this service holds or hears lets anybody pass for them.
 */
@NullMarked
package org.gatehouse.server.clientassertion;

import org.jspecify.annotations.NullMarked;
