/**
 * Microsoft Entra ID: whose tokens are believed, whom they speak for, and where its people's groups are when a token cannot
 * hold them. It signs for every organisation with the same keys, and writes into a token what any of them typed.
 */
@NullMarked
package org.gatehouse.server.federation.entraid;

import org.jspecify.annotations.NullMarked;
