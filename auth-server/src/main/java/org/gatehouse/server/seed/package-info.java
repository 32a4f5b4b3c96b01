/** People from seed files: for tests, demos and measurements, and only where somebody asked for them. */
@NullMarked
package org.gatehouse.server.seed;

import org.jspecify.annotations.NullMarked;
