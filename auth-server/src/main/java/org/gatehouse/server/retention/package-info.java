/**
 * How long a realm's trail keeps what: the tiers, which anybody who may can lengthen and only two people together can shorten;
 * legal holds; and the run that drops the months whose time has come.
 */
@NullMarked
package org.gatehouse.server.retention;

import org.jspecify.annotations.NullMarked;
