/**
 * What every page and answer has in common: the frame ({@code templates/layout.html}), the language, the security
 * headers, the request id and the error page. It knows no feature; features bring their own words in
 * {@code messages/{feature}.properties}, tell the frame who is signed in through
 * {@link org.gatehouse.server.web.PageFrames}, and announce themselves on the front door with
 * {@link org.gatehouse.server.web.HomeLink} beans.
 *
 * <p>What the security chains owe it: permit {@code /}, {@code /assets/**} and {@code /error} to everybody; permit
 * every {@code ERROR} and {@code FORWARD} dispatch, or a page that does not exist looks like a lost session; apply
 * {@link org.gatehouse.server.web.PageHeaders#standard()}; leave the session alone until a page asks for it, so that
 * the error page can be shown while the database is away.
 */
@NullMarked
package org.gatehouse.server.web;

import org.jspecify.annotations.NullMarked;
