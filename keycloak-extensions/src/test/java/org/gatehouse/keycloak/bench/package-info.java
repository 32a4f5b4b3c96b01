/** What the extensions cost: Keycloak with them beside Keycloak with its own event store, measured in one run. */
@NullMarked
package org.gatehouse.keycloak.bench;

import org.jspecify.annotations.NullMarked;
