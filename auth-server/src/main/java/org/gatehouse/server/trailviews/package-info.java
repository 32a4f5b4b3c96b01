/**
 * Questions of the trail that people keep, for themselves or for everybody who reads the realm's trail. A question is the
 * query of the page's address; what it shows depends on who asks it. One may write to its owner when there are new entries.
 */
@NullMarked
package org.gatehouse.server.trailviews;

import org.jspecify.annotations.NullMarked;
