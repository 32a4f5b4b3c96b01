/**
 * Checking: recomputes everything the trail claims about itself from the rows alone, needing neither keys nor the
 * running service.
 */
@NullMarked
package org.gatehouse.audit.verify;

import org.jspecify.annotations.NullMarked;
