/** Browsers that are not asked for a second factor again for a while. */
@NullMarked
package org.gatehouse.server.factor.remembered;

import org.jspecify.annotations.NullMarked;
