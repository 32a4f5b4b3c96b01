/** Proves what kept questions of the trail do by themselves. */
@NullMarked
package org.gatehouse.server.trailviews;

import org.jspecify.annotations.NullMarked;
