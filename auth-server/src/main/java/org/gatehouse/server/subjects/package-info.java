/**
 * Under which name a client knows a person (OpenID Connect Core section 8): the account's id, or one that clients of
 * other hosts do not have in common.
 */
@NullMarked
package org.gatehouse.server.subjects;

import org.jspecify.annotations.NullMarked;
