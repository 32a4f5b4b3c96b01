/**
 * What a realm owes the people whose data it holds: where it is kept, what those who see it have accepted, who may look in
 * from outside, and when it goes.
 */
@NullMarked
package org.gatehouse.realm.data;

import org.jspecify.annotations.NullMarked;
