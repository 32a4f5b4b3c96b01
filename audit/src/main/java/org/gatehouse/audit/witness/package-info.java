/**
 * Others who vouch, each with a key of their own, that a log only grew (C2SP tlog-witness): what finds a log that was set
 * back together with everything its operator has.
 */
@NullMarked
package org.gatehouse.audit.witness;

import org.jspecify.annotations.NullMarked;
