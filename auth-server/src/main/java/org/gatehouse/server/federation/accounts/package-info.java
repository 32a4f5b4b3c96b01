/**
 * What becomes of somebody a provider speaks for: whose account it is, who gets a new one, and which roles and groups follow
 * from what the provider says. An identity is an issuer's subject; an address only ever leads to a question.
 */
@NullMarked
package org.gatehouse.server.federation.accounts;

import org.jspecify.annotations.NullMarked;
