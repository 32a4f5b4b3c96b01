/**
 * The vocabulary: what can happen, to whom, by whom, and how long it is kept. Pure values, so that code which records
 * events needs neither a database nor a key to be written and tested.
 */
@NullMarked
package org.gatehouse.audit.event;

import org.jspecify.annotations.NullMarked;
