/**
 * The RFC 6962 tree over a log's entries, kept as a frontier so that an append costs a few hashes and never a read of
 * older entries.
 */
@NullMarked
package org.gatehouse.audit.merkle;

import org.jspecify.annotations.NullMarked;
