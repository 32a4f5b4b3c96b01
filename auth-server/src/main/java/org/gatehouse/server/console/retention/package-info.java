/** The console's page of how long the trail keeps what, what goes next, and what is held. */
@NullMarked
package org.gatehouse.server.console.retention;

import org.jspecify.annotations.NullMarked;
