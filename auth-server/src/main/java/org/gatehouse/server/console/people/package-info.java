/** The console's pages about people: one, several at once, and those somebody has to look after. */
@NullMarked
package org.gatehouse.server.console.people;

import org.jspecify.annotations.NullMarked;
