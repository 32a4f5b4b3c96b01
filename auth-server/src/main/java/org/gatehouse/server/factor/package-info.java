/**
 * Second factors of people: authenticator apps, recovery codes, browsers that are remembered, and the pages on which
 * people keep them.
 *
 * <p>Each kind has a package of its own and knows nothing of the others. Adding a factor never proves one.
 */
@NullMarked
package org.gatehouse.server.factor;

import org.jspecify.annotations.NullMarked;
