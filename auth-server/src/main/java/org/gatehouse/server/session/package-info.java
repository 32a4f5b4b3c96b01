/**
 * Browser sessions: one per realm and browser, kept in PostgreSQL, so that any node serves any request and a restart
 * signs nobody out.
 *
 * <p>The cookie carries the session id and a MAC over realm and id under a key that is not in the database: a copied
 * database opens no session, and a session of one realm is none in another.
 */
@NullMarked
package org.gatehouse.server.session;

import org.jspecify.annotations.NullMarked;
