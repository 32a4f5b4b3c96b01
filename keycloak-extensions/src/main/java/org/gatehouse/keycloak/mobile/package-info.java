/**
 * A phone signs in again after one day, whatever is refreshed: the realm file's {@code tokens.mobile.session} as a client
 * policy of Keycloak.
 *
 * <p>Keycloak bounds sessions of clients, by settings of the realm and the client that others may change, and counts from
 * when a session was made. Here the bound counts from when the person showed who they are, is kept to at every answer with
 * a token in it, and no setting reaches it. What is not an answer but would become one without Keycloak asking again
 * (exchanging a token) is refused beforehand.
 */
@NullMarked
package org.gatehouse.keycloak.mobile;

import org.jspecify.annotations.NullMarked;
