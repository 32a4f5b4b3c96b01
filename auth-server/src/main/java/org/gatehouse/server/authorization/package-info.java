/**
 * The OAuth 2 and OpenID Connect endpoints of a realm: the framework's, arranged and completed through its extension
 * points.
 *
 * <p>Here is decided what a person must still do before an authorization request is answered, how answers and refusals
 * look, and what the metadata may promise. State and its entries are in {@code tokens}.
 */
@NullMarked
package org.gatehouse.server.authorization;

import org.jspecify.annotations.NullMarked;
