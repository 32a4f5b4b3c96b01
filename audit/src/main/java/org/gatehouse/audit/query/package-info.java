/**
 * Reading for people: a realm's entries over all its tiers, newest first, opened with the keys that still exist.
 */
@NullMarked
package org.gatehouse.audit.query;

import org.jspecify.annotations.NullMarked;
