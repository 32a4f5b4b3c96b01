/**
 * The console: what administrators and auditors look at and do in a browser. Every action goes through the features that
 * the administration API uses, so both allow, refuse and trace the same.
 */
@NullMarked
package org.gatehouse.server.console;

import org.jspecify.annotations.NullMarked;
