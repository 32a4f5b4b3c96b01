/**
 * The console's pages of the trail: what happened, each entry whole, and taking entries away. The address of a page says
 * everything that is asked for, so that it can be kept and handed on.
 */
@NullMarked
package org.gatehouse.server.console.trail;

import org.jspecify.annotations.NullMarked;
