/**
 * Authorization requests that come from the client itself and not through a browser (RFC 9126).
 *
 * <p>What was pushed is validated, stored, and put in the place of the reference when the browser brings it: everything
 * behind sees an ordinary request. The framework's own store would keep it as a half-made authorization.
 */
@NullMarked
package org.gatehouse.server.par;

import org.jspecify.annotations.NullMarked;
