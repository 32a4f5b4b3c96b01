/** What administrators and auditors look at. For now: the realm's last audit entries, as sentences. */
@NullMarked
package org.gatehouse.server.console;

import org.jspecify.annotations.NullMarked;
