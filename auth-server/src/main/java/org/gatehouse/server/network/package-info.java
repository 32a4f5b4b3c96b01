/** Who may come from where: the realm's network rules, asked at every use of a session. */
@NullMarked
package org.gatehouse.server.network;

import org.jspecify.annotations.NullMarked;
