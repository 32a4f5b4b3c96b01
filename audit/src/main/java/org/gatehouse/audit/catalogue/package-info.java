/**
 * What is known of activities beyond their names: which facts an entry of each may carry, which of them relying apps may
 * report, how OCSF classes them, and the activities a realm defined for itself.
 */
@NullMarked
package org.gatehouse.audit.catalogue;

import org.jspecify.annotations.NullMarked;
