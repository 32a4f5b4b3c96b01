/** How somebody comes into the console: it is a relying app of the realm, and ends when the sign-in or its grant does. */
@NullMarked
package org.gatehouse.server.console.door;

import org.jspecify.annotations.NullMarked;
