/**
 * What is known about the request being served: its realm, where it came from, its id.
 *
 * <p>Set once at the door, before any security chain, and read by whatever writes an audit event. An unknown realm ends
 * here with 404, so nothing behind the door ever sees one.
 */
@NullMarked
package org.gatehouse.server.request;

import org.jspecify.annotations.NullMarked;
