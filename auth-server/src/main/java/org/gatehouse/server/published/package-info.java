/**
 * What others publish about themselves on the web: their keys, their metadata. Fetched when it is needed, believed for a
 * while, and fetched again no more often than is good for either side.
 */
@NullMarked
package org.gatehouse.server.published;

import org.jspecify.annotations.NullMarked;
