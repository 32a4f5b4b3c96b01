/**
 * The trail as a file, made in the background. A job is a row; each step takes one, writes a page of entries as a chunk
 * and moves the row on, all in one transaction that holds the row's lock. So any node may take any step, a node that is
 * killed has taken its last step wholly or not at all, and nobody keeps a lease.
 */
@NullMarked
package org.gatehouse.server.exports.trail;

import org.jspecify.annotations.NullMarked;
