/** Authenticator apps: one-time codes made from a shared key and the time (RFC 6238). */
@NullMarked
package org.gatehouse.server.factor.totp;

import org.jspecify.annotations.NullMarked;
