/**
 * The bytes of one entry. They are what the proofs speak about, so they have one home, one fixed layout and no second
 * encoder; a third party can write a verifier from {@code docs/reference/trail-entry-format.md} alone.
 */
@NullMarked
package org.gatehouse.audit.entry;

import org.jspecify.annotations.NullMarked;
