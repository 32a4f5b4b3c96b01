/**
 * The trail handed on, forward and without gaps: a reader's cursor is the next index of each of the realm's logs, so
 * nothing is kept here about readers. Only what a checkpoint covers is handed out: it is durable, and signed for.
 */
@NullMarked
package org.gatehouse.server.feed;

import org.jspecify.annotations.NullMarked;
