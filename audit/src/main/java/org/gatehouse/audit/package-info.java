/**
 * The audit trail: what happened, kept so that it can be proved whole and still forgets a person who asks.
 *
 * <p>Plain Java and JDBC. Knows nobody: the service and the Keycloak extensions come here, never the reverse.
 */
@NullMarked
package org.gatehouse.audit;

import org.jspecify.annotations.NullMarked;
