/**
 * Logout that reaches every client: OpenID Connect RP-Initiated, Back-Channel and Front-Channel Logout 1.0.
 *
 * <p>A client asks here to sign somebody out; whoever signs out is led past the pages of the apps they used; and every client
 * that got tokens in a sign-in is told when that sign-in is over, whatever ended it.
 */
@NullMarked
package org.gatehouse.server.logout;

import org.jspecify.annotations.NullMarked;
