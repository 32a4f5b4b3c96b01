/**
 * Appending. Callers seal and encode on their own thread; one writer per node commits in groups; the head row of a log
 * is what serialises several nodes, and it is free again before the disk is waited for. The same appender serves a caller's
 * own transaction.
 */
@NullMarked
package org.gatehouse.audit.trail;

import org.jspecify.annotations.NullMarked;
