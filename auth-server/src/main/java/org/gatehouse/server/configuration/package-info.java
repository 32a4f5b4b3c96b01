/**
 * A realm's configuration while it lives: what it is, what a file would change, and changing it. The change is one
 * transaction with everything that follows from it; each feature knows its own part as a
 * {@link org.gatehouse.server.realm.ChangedRealmStep}.
 */
@NullMarked
package org.gatehouse.server.configuration;

import org.jspecify.annotations.NullMarked;
