/**
 * The administration API below {@code /api/realms/{realm}}: who calls, what they send and what they get. What it does is
 * in the features it calls; the console uses the same.
 */
@NullMarked
package org.gatehouse.server.api;

import org.jspecify.annotations.NullMarked;
