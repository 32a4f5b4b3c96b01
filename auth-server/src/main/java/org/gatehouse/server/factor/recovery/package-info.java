/** Recovery codes: ten codes on paper that stand in for a lost factor, each of them once. */
@NullMarked
package org.gatehouse.server.factor.recovery;

import org.jspecify.annotations.NullMarked;
