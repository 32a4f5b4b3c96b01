/** A person's own pages: who they are here, this session, the password. */
@NullMarked
package org.gatehouse.server.account;

import org.jspecify.annotations.NullMarked;
