/**
 * For which resources an access token is (RFC 8707): those its client names, among those the realm file lets it name.
 *
 * <p>A token for a resource is not one for the realm: its own endpoints look at the audience ({@code tokens}).
 */
@NullMarked
package org.gatehouse.server.resource;

import org.jspecify.annotations.NullMarked;
