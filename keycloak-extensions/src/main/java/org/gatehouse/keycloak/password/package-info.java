/**
 * The realm file's password rules as a Keycloak password policy.
 *
 * <p>Keycloak's own {@code regexPattern} policy backtracks, stops at the first failure and shows people the expression.
 * Here every rule is matched in linear time by the same code as in auth-server, and all failures are told at once in
 * the person's language.
 *
 * <p>What the SPI allows: a refusal is one message key with parameters. The sentence around the rules is in the jar's
 * message bundles ({@code theme-resources}), which every theme and the admin API find and a realm can override; the
 * rules' own texts come with the policy's value, since bundles are fixed when the jar is built, and fill the sentence's
 * parameter. Their language is the person's, as Keycloak resolves it; the admin API takes the sentence's language from
 * the administrator, so there the two can differ.
 */
@NullMarked
package org.gatehouse.keycloak.password;

import org.jspecify.annotations.NullMarked;
