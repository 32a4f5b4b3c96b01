/** What the console opens with: a few figures worth knowing in the morning. */
@NullMarked
package org.gatehouse.server.console.overview;

import org.jspecify.annotations.NullMarked;
