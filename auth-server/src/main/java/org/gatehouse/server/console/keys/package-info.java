/** The console's page of the keys the realm signs with. */
@NullMarked
package org.gatehouse.server.console.keys;

import org.jspecify.annotations.NullMarked;
