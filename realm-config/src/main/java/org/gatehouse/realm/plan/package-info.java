/** What applying a realm file to a realm would do. */
@NullMarked
package org.gatehouse.realm.plan;

import org.jspecify.annotations.NullMarked;
