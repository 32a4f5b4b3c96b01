package org.gatehouse.server.demo.entra;

import java.time.Instant;

/**
 * Somebody signed in for an application.
 *
 * @param session the browser's, for signing out again ({@code sid})
 * @param at when
 */
record SignIn(AuthorizationRequest request, Person person, String session, Instant at) {}
