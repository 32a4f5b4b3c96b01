/**
 * Finds out why a connection does not work, before people do: what can be seen of the provider and of the connection, and
 * what comes of a sign-in that an administrator tries. Nothing is changed by it.
 */
@NullMarked
package org.gatehouse.server.federation.doctor;

import org.jspecify.annotations.NullMarked;
