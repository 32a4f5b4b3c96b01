/**
 * SCIM 2.0 (RFC 7643, RFC 7644): another directory, Entra ID above all, keeps a realm's people and groups up to date. The
 * protocol is the SDK's; what is done is what the administration API does, under the same rights and with the same entries.
 */
@NullMarked
package org.gatehouse.server.scim;

import org.jspecify.annotations.NullMarked;
