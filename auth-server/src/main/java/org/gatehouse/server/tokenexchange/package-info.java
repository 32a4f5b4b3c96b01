/**
 * Token exchange (RFC 8693): a service that was called in somebody's name gets a token of its own to call the next one.
 *
 * <p>It is always delegation: who acts is in the token and in the trail, and nobody becomes somebody else. The new token
 * never allows more, never lives longer, and ends with the sign-in the old one came of.
 */
@NullMarked
package org.gatehouse.server.tokenexchange;

import org.jspecify.annotations.NullMarked;
