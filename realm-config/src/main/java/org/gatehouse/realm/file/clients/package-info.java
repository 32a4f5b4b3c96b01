/** The section {@code clients}. */
@NullMarked
package org.gatehouse.realm.file.clients;

import org.jspecify.annotations.NullMarked;
