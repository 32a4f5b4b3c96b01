/**
 * Connections to identity providers: whom a realm believes, about what, and what becomes of it here. What is not said is not
 * believed.
 */
@NullMarked
package org.gatehouse.realm.federation;

import org.jspecify.annotations.NullMarked;
