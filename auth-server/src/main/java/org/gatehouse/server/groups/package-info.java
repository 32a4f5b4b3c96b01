/** Groups of people, one inside another: what a group may do, everybody in it and in the groups below it may do. */
@NullMarked
package org.gatehouse.server.groups;

import org.jspecify.annotations.NullMarked;
