/** The console's pages of identity providers: finding one, trying it, changing it, and the keys it is known by. */
@NullMarked
package org.gatehouse.server.console.connections;

import org.jspecify.annotations.NullMarked;
