/**
 * The realm as it should be: one immutable {@link org.gatehouse.realm.RealmDefinition}, everything about a realm that
 * is configuration.
 *
 * <p>Plain Java. Knows neither the service nor Keycloak nor the audit trail; whoever enforces a realm reads the same
 * model from here, so that two engines cannot understand one file differently. How it is written down is the business
 * of {@link org.gatehouse.realm.file}.
 */
@NullMarked
package org.gatehouse.realm;

import org.jspecify.annotations.NullMarked;
