/**
 * Where the service keeps what must last: the data directory of this node and the PostgreSQL behind everything. Whether
 * that PostgreSQL is a server of the organisation or the embedded one is decided at the start and known nowhere else;
 * the rest of the service sees two connection pools on a migrated database.
 */
@NullMarked
package org.gatehouse.server.database;

import org.jspecify.annotations.NullMarked;
