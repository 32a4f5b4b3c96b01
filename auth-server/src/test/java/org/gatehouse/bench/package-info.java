/**
 * What a token costs, beside the framework as it comes: {@code ./gatehouse bench token}. Outside the service's own
 * packages, whose components are found by scanning: the other server must not become part of this one.
 */
package org.gatehouse.bench;
