/**
 * Every HTTP call to an address that came from configuration or from a client. Whoever names an address makes this service
 * talk to it, from inside the network it stands in; here is what may be talked to, for how long and how much is read.
 */
@NullMarked
package org.gatehouse.server.outgoing;

import org.jspecify.annotations.NullMarked;
