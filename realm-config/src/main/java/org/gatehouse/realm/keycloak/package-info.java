/**
 * A realm file's realm as Keycloak 26.7 keeps one. {@link org.gatehouse.realm.keycloak.KeycloakRealm} is the realm
 * rendered, {@link org.gatehouse.realm.keycloak.Gaps} what Keycloak cannot express of it: never silence. {@link
 * org.gatehouse.realm.keycloak.KeycloakPlan} says what a realm that runs needs to become the rendered one.
 */
@NullMarked
package org.gatehouse.realm.keycloak;

import org.jspecify.annotations.NullMarked;
