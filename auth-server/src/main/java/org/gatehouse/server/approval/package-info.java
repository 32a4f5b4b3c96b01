/**
 * What needs a second person: the exact change waits until somebody else approves it, after a fresh sign-in, or a day has
 * passed. One mechanism for everything dangerous.
 */
@NullMarked
package org.gatehouse.server.approval;

import org.jspecify.annotations.NullMarked;
