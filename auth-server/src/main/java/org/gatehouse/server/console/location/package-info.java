/** The console's page of where the realm's data are, and who else handles them; as a file, for a register of processing. */
@NullMarked
package org.gatehouse.server.console.location;

import org.jspecify.annotations.NullMarked;
