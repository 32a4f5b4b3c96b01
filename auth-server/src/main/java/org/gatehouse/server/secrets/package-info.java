/** The master key and what is derived from it. Nothing here is ever logged. */
@NullMarked
package org.gatehouse.server.secrets;

import org.jspecify.annotations.NullMarked;
