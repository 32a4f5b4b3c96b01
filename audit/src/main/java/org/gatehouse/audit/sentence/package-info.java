/**
 * Entries as sentences, in English and French. An auditor reads these; the codes stay for machines.
 */
@NullMarked
package org.gatehouse.audit.sentence;

import org.jspecify.annotations.NullMarked;
