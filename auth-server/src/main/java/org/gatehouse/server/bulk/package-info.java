/**
 * One thing done to several people, and undone while that is still what they are: each is a change of its own, with its own
 * rights, refusal and entry.
 */
@NullMarked
package org.gatehouse.server.bulk;

import org.jspecify.annotations.NullMarked;
