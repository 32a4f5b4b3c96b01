/**
 * Clients that register themselves (RFC 7591, OpenID Connect Dynamic Client Registration 1.0) and look after their own
 * registration (RFC 7592). Closed unless the realm file opens it; the framework's endpoint can neither update nor delete.
 */
@NullMarked
package org.gatehouse.server.registration;

import org.jspecify.annotations.NullMarked;
