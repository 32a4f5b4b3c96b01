/**
 * What relying apps report to the trail: data read, exported, changed and deleted in them, and who may use what. A report
 * is checked as a whole, stored as a whole, and acknowledged when it is durable. An app can add to the trail and nothing
 * else: it reports under its own client id, only what happens in apps, and never what this service sees itself.
 */
@NullMarked
package org.gatehouse.server.reporting;

import org.jspecify.annotations.NullMarked;
