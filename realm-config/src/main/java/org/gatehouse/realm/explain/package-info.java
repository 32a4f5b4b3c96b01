/** Says what a key of the realm file means, from the schema that decides what may be written. */
@NullMarked
package org.gatehouse.realm.explain;

import org.jspecify.annotations.NullMarked;
