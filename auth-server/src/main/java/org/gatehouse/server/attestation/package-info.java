/**
 * Texts people accept before they get in: who is asked, who accepted which version when, and the report about it. The
 * texts themselves are in the realm file.
 */
@NullMarked
package org.gatehouse.server.attestation;

import org.jspecify.annotations.NullMarked;
