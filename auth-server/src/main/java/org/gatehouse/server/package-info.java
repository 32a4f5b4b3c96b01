/** The service. Each sub-package is one feature; {@link org.gatehouse.server.Gatehouse} is the way in. */
@NullMarked
package org.gatehouse.server;

import org.jspecify.annotations.NullMarked;
