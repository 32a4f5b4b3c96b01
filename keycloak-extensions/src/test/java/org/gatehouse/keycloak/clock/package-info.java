/** A provider of the tests' own, which moves the time inside a Keycloak they started. */
package org.gatehouse.keycloak.clock;
