/**
 * A realm's metadata for people: what a relying app finds at which address, with requests to copy. Public, like the
 * document it is read from, and without any secret.
 */
@NullMarked
package org.gatehouse.server.developers;

import org.jspecify.annotations.NullMarked;
