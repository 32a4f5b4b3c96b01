/**
 * A few figures on a realm's state, for whoever opens the console in the morning. Each is bounded in what it costs, and says
 * where counting ended.
 */
@NullMarked
package org.gatehouse.server.overview;

import org.jspecify.annotations.NullMarked;
