/**
 * Regular expressions from realm files. Whoever writes one decides what the service does with everybody's input, so
 * only expressions that match in linear time, and are small, are let in.
 */
@NullMarked
package org.gatehouse.realm.pattern;

import org.jspecify.annotations.NullMarked;
