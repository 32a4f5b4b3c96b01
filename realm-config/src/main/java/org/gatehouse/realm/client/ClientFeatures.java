package org.gatehouse.realm.client;

import java.util.List;
import org.gatehouse.realm.IdTokenAlg;
import org.gatehouse.realm.network.NetworkName;
import org.jspecify.annotations.Nullable;

/**
 * What a client has beyond the core of OAuth 2 and OpenID Connect.
 *
 * @param grants it may use; empty means those of its kind
 * @param profile it is held to; null means none
 * @param dpop whether all of its tokens are bound to a key (RFC 9449)
 * @param network its people come from; null means any
 * @param signals null when it gets none
 * @param introspectionAlg what signs answers about tokens it asks for in signed form (RFC 9701)
 * @param resources it may ask for tokens for (RFC 8707), absolute URIs; empty means for none but the realm itself
 */
public record ClientFeatures(
        LogoutUris logout,
        ClientKeys keys,
        List<GrantType> grants,
        @Nullable ClientProfile profile,
        boolean dpop,
        SubjectType subjectType,
        @Nullable NetworkName network,
        @Nullable SignalStream signals,
        IdTokenAlg introspectionAlg,
        List<String> resources) {

    public static final ClientFeatures NONE = new ClientFeatures(
            LogoutUris.NONE,
            ClientKeys.NONE,
            List.of(),
            null,
            false,
            SubjectType.PUBLIC,
            null,
            null,
            IdTokenAlg.RS256,
            List.of());

    public ClientFeatures {
        grants = List.copyOf(grants);
        resources = List.copyOf(resources);
    }
}
