/**
 * The module's tables, all in the PostgreSQL schema {@code audit}, as Flyway migrations.
 */
@NullMarked
package org.gatehouse.audit.schema;

import org.jspecify.annotations.NullMarked;
