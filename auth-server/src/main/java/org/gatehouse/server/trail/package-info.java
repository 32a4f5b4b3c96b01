/**
 * The door to the audit trail for the rest of the service: who acts, from where, in which realm is filled in here once.
 *
 * <p>Inside a business transaction an event is written with it, just before the commit; outside, it is appended at once
 * and the call returns when it is durable. Either way a failing trail fails the action.
 */
@NullMarked
package org.gatehouse.server.trail;

import org.jspecify.annotations.NullMarked;
