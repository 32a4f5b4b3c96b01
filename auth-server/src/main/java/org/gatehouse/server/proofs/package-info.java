/**
 * What proves the trail to people outside: checkpoints signed about every second, tiles and proofs for whoever asks, and
 * the watch over a database that was set back or rewritten.
 */
@NullMarked
package org.gatehouse.server.proofs;

import org.jspecify.annotations.NullMarked;
