/**
 * Keycloak providers that enforce the realm file's rules in an existing Keycloak and trace what happens in it, one capability
 * per package.
 *
 * <p>No Spring: this runs inside somebody else's server. What it needs from {@code realm-config} and {@code audit} is shaded
 * into one jar, so that it never meets Keycloak's own versions of the same libraries.
 */
@NullMarked
package org.gatehouse.keycloak;

import org.jspecify.annotations.NullMarked;
