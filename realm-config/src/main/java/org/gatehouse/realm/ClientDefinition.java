package org.gatehouse.realm;

import java.util.List;
import org.gatehouse.realm.client.ClientFeatures;
import org.gatehouse.realm.secret.SecretReference;
import org.jspecify.annotations.Nullable;

/**
 * A relying party.
 *
 * @param displayName what people read on the consent page; null shows the id
 * @param redirectUris registered redirect URIs, compared only by {@link RedirectUris#matches}
 * @param secret where the client secret is kept; null for a client that does not authenticate with one
 * @param consent whether people are asked before the client gets what it asks for
 */
public record ClientDefinition(
        String id,
        ClientKind kind,
        @Nullable String displayName,
        List<String> redirectUris,
        List<String> postLogoutRedirectUris,
        @Nullable SecretReference secret,
        List<String> scopes,
        boolean consent,
        Pkce pkce,
        AuthMethod authMethod,
        IdTokenAlg idTokenAlg,
        ClientFeatures features) {

    /** How the ids of clients begin that are part of the service itself; no file may have one. */
    public static final String RESERVED = "gatehouse-";

    /** What a client that signs people in may ask for unless the file says otherwise. */
    public static final List<String> SIGN_IN_SCOPES = List.of("openid", "profile", "email");

    public ClientDefinition {
        redirectUris = List.copyOf(redirectUris);
        postLogoutRedirectUris = List.copyOf(postLogoutRedirectUris);
        scopes = List.copyOf(scopes);
    }

    /** Whether the client cannot keep a secret (RFC 6749, section 2.1), and so does not authenticate. */
    public boolean isPublic() {
        return authMethod == AuthMethod.NONE;
    }
}
