/**
 * What the trail costs, against the cheapest way to put the same rows into the same database: {@code ./gatehouse bench
 * audit}. Everything is measured in interleaved rounds of one run, since machines are shared and only ratios travel.
 */
package org.gatehouse.audit.bench;
