/**
 * What a client may have beyond the core of OAuth 2 and OpenID Connect. Who asks for nothing of it has {@link
 * org.gatehouse.realm.client.ClientFeatures#NONE}.
 */
@NullMarked
package org.gatehouse.realm.client;

import org.jspecify.annotations.NullMarked;
