/**
 * Mail to people: put out in the transaction of what it tells about, sent by any node afterwards, and remembered for three
 * days. What a message says, a link or a code included, is sealed until it is sent and gone right after.
 *
 * <p>Features put letters into the {@link org.gatehouse.server.mail.Outbox}; whoever changes a credential tells its owner
 * through {@link org.gatehouse.server.mail.SecurityNotices}.
 */
@NullMarked
package org.gatehouse.server.mail;

import org.jspecify.annotations.NullMarked;
