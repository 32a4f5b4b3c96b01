/**
 * Forgetting people for good. Destroying a person's key makes what is sealed under it unreadable in this database; here is
 * what that alone does not reach: a copy of the database from before ({@link org.gatehouse.audit.erasure.ErasureJournal}),
 * and the sealed bytes themselves ({@link org.gatehouse.audit.erasure.Redaction}). Neither moves a leaf or a root.
 */
@NullMarked
package org.gatehouse.audit.erasure;

import org.jspecify.annotations.NullMarked;
