/**
 * The realms this service knows: loaded from realm files once, kept in the database, read from memory.
 *
 * <p>Everything below a realm (clients, keys, accounts, tokens, sessions, trail) is keyed by it first.
 */
@NullMarked
package org.gatehouse.server.realm;

import org.jspecify.annotations.NullMarked;
