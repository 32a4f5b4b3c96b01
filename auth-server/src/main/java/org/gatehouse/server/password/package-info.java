/**
 * Hashing of passwords and of client secrets people chose.
 *
 * <p>Argon2id costs 19 MiB a hash, so the number of hashes at once is bounded: a burst waits, and what would wait too
 * long is refused with "try again" instead of taking the memory of everybody else.
 */
@NullMarked
package org.gatehouse.server.password;

import org.jspecify.annotations.NullMarked;
