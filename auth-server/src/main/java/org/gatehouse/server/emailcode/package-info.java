/**
 * A second factor for those who have no other, where the realm allows it: a code by mail, for one attempt to sign in. It
 * proves a mailbox and no more.
 */
@NullMarked
package org.gatehouse.server.emailcode;

import org.jspecify.annotations.NullMarked;
