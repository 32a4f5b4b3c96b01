/** The console's answers to who may do what, and why, and the requests that wait for a second person. */
@NullMarked
package org.gatehouse.server.console.roles;

import org.jspecify.annotations.NullMarked;
