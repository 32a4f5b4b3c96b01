/**
 * How the trail forgets in time: whole months, when the last entry in them has been kept as long as its tier promised. A
 * month goes by detaching and dropping its table, which costs nothing for each entry; what goes is said in the trail, and
 * what a legal hold covers is copied aside first.
 */
@NullMarked
package org.gatehouse.audit.retention;

import org.jspecify.annotations.NullMarked;
