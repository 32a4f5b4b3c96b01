/**
 * Keys: one per person, wrapped by the realm's, wrapped by the region's. Destroying a person's key is how the trail
 * forgets somebody without moving a single proof.
 */
@NullMarked
package org.gatehouse.audit.privacy;

import org.jspecify.annotations.NullMarked;
