/** The section {@code connections}. */
@NullMarked
package org.gatehouse.realm.file.connections;

import org.jspecify.annotations.NullMarked;
