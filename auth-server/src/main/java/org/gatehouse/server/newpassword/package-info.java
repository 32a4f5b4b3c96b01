/**
 * Choosing a new password: what a page is told while somebody types, and the step of a sign-in where a password that is
 * too old, or was handed out, is replaced. What may be chosen is decided in {@code password}.
 */
@NullMarked
package org.gatehouse.server.newpassword;

import org.jspecify.annotations.NullMarked;
