/** The console's pages of groups: the tree, who is in one, and what that gives. */
@NullMarked
package org.gatehouse.server.console.groups;

import org.jspecify.annotations.NullMarked;
