/** Token introspection answered under signature (RFC 9701), for who asks for that. */
@NullMarked
package org.gatehouse.server.introspection;

import org.jspecify.annotations.NullMarked;
