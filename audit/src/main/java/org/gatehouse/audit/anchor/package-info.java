/**
 * The newest checkpoint of each log, kept outside the database: what finds a database that was set back or rewritten as
 * a whole, which nothing inside it could.
 */
@NullMarked
package org.gatehouse.audit.anchor;

import org.jspecify.annotations.NullMarked;
