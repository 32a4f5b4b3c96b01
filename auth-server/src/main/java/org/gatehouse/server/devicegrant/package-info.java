/**
 * Sign-in on devices without a browser or a keyboard (RFC 8628): the device shows a short code, and somebody types it on
 * their phone or computer, where they sign in as always.
 *
 * <p>The device's long code names a token family from the start; it comes to life when the person says yes, under their
 * sign-in, and is redeemed like any code. Everything before that is here and can be taken out.
 */
@NullMarked
package org.gatehouse.server.devicegrant;

import org.jspecify.annotations.NullMarked;
