/**
 * Whose an e-mail address is: proven by a link that only its mailbox gets. A person's new address takes the old one's place
 * when it is proven; one an administrator set is there at once, and counts for nothing before.
 */
@NullMarked
package org.gatehouse.server.email;

import org.jspecify.annotations.NullMarked;
