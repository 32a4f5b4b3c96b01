/**
 * Signed statements about a log in the text formats of C2SP: signed notes with Ed25519, checkpoints and proofs of single
 * entries. Only the JDK is needed, so that whoever verifies depends on nothing else.
 */
@NullMarked
package org.gatehouse.audit.note;

import org.jspecify.annotations.NullMarked;
