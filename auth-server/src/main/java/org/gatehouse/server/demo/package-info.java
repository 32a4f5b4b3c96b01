/**
 * A relying app for visitors of the demo: it signs in with the authorization code flow and PKCE and shows each step in
 * plain words. It has no privileges: it knows a realm only by its issuer and its own client registration, and talks to
 * it over HTTP through the endpoints that discovery names, as any relying app would. It exists only with
 * {@code gatehouse.demo=true}.
 *
 * <p>What it needs: a {@link org.gatehouse.server.demo.DemoRealms} bean; for its client, the redirect URI
 * {@code {base}/demo/callback} and the post-logout redirect URI {@code {base}/demo}; and a security chain
 * that permits {@code /demo} and {@code /demo/**} to everybody, with protection against cross-site requests on.
 */
@NullMarked
package org.gatehouse.server.demo;

import org.jspecify.annotations.NullMarked;
