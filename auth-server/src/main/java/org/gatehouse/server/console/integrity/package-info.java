/** The console's page of what proves the trail, in the reader's language. */
@NullMarked
package org.gatehouse.server.console.integrity;

import org.jspecify.annotations.NullMarked;
