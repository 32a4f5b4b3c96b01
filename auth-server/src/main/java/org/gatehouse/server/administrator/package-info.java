/**
 * How a realm gets its first administrator: by a link that is printed once, works once and expires. There is no default
 * account.
 */
@NullMarked
package org.gatehouse.server.administrator;

import org.jspecify.annotations.NullMarked;
