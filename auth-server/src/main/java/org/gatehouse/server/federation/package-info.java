/**
 * People who come from an identity provider: where they are sent, whom the answer speaks for, and what becomes of them here.
 * What differs between kinds of provider is in a package per kind; what an answer is wanted for, with whoever wants it.
 */
@NullMarked
package org.gatehouse.server.federation;

import org.jspecify.annotations.NullMarked;
