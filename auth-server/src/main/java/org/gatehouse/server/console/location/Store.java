package org.gatehouse.server.console.location;

import org.jspecify.annotations.Nullable;

/**
 * A place data of the realm are in, or go to.
 *
 * @param code of what it is; the page and the file have words for it
 * @param name of this one, where there are several
 * @param region where it is; null where nobody said so
 * @param outside whether it is not this installation's
 */
record Store(String code, @Nullable String name, @Nullable String region, boolean outside) {}
