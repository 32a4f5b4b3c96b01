/**
 * What Keycloak's OpenID Connect provider does not know of Microsoft Entra ID's tokens.
 *
 * <p>One mapper looks at each before Keycloak does anything with it: whether it is of a tenant that may come and says so
 * twice, whom it is about for good ({@code tid} and {@code oid}, not {@code sub}, which another client id changes), whether
 * they are a member, whether their address is theirs, and whether it lists all their groups, for which Microsoft Graph may be
 * asked when it does not. What it cannot know it refuses.
 */
@NullMarked
package org.gatehouse.keycloak.entra;

import org.jspecify.annotations.NullMarked;
