/**
 * Publishing: tiles built from the rows after the fact, checkpoints signed over what is committed, and proofs read from
 * both. Each look at a log also compares it with what is known of it outside the database.
 */
@NullMarked
package org.gatehouse.audit.publish;

import org.jspecify.annotations.NullMarked;
