/**
 * The realm file's {@code secondFactor} policy as a required action of Keycloak.
 *
 * <p>Keycloak asks for second factors in its flows, of which there is one for each way in, and whoever can change a flow can
 * leave them out. A required action stands behind all of them: signing in, signing in on, resetting a password by mail,
 * coming from an identity provider, links in mails, direct grants. It asks whether this sign-in showed a factor already, to
 * whatever flow, and if not has the person show theirs before anything else is done; who has none sets one up, and shows it.
 */
@NullMarked
package org.gatehouse.keycloak.secondfactor;

import org.jspecify.annotations.NullMarked;
