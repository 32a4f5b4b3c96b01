/**
 * Kills the service and its database under load and compares what clients were told with what is left. A new kind of
 * thing people do is one more {@link org.gatehouse.server.crash.Operation} and one line in {@link
 * org.gatehouse.server.crash.Operations}.
 */
package org.gatehouse.server.crash;
