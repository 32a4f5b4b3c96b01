/**
 * Who may do what: the person or program behind a request of the administration API, the roles somebody effectively has
 * and why, and the refusals that keep everybody within their own rights.
 */
@NullMarked
package org.gatehouse.server.rights;

import org.jspecify.annotations.NullMarked;
