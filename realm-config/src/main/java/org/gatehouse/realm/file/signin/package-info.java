/** The sections {@code secondFactor} and {@code network}. */
@NullMarked
package org.gatehouse.realm.file.signin;

import org.jspecify.annotations.NullMarked;
