/**
 * What happens in a Keycloak, in the same trail as what happens in auth-server.
 *
 * <p>Entries are written to an outbox table in Keycloak's own database by Keycloak's own transaction, so that they exist
 * if and only if what they tell of does; a mover takes them to the trail exactly once. While that does not work,
 * nothing is done that would have to be traced.
 */
@NullMarked
package org.gatehouse.keycloak.trail;

import org.jspecify.annotations.NullMarked;
