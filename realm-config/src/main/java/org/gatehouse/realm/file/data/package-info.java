/** The sections {@code billingCountry}, {@code attestations}, {@code support} and {@code lifecycle}. */
@NullMarked
package org.gatehouse.realm.file.data;

import org.jspecify.annotations.NullMarked;
