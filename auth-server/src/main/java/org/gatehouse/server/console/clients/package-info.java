/** The console's pages of applications: what each may do, and what a change would alter before it does. */
@NullMarked
package org.gatehouse.server.console.clients;

import org.jspecify.annotations.NullMarked;
