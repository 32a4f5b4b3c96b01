package org.gatehouse.server.par;

import java.time.Instant;

/**
 * A request that was pushed and is not answered yet.
 *
 * @param parameters as a query
 * @param beginBefore when the browser must have brought the reference; who began in time may take longer
 * @param begun whether somebody has
 */
record PushedRequest(String parameters, Instant beginBefore, boolean begun) {}
