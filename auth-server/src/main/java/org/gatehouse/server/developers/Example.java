package org.gatehouse.server.developers;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A request to copy. Addresses come from the metadata; what the reader has to put in is in capitals, and a secret is read
 * from the environment, so that none ends in a shell's history.
 */
enum Example {
    DISCOVERY("issuer", null, """
            curl %s/.well-known/openid-configuration"""),
    AUTHORIZATION("authorization_endpoint", "authorization_code", """
            %s
              ?response_type=code
              &client_id=CLIENT_ID
              &redirect_uri=https%%3A%%2F%%2Fapp.example%%2Fcallback
              &scope=openid%%20profile%%20email
              &state=RANDOM_FOR_THIS_REQUEST
              &nonce=RANDOM_FOR_THIS_REQUEST
              &code_challenge=BASE64URL_OF_SHA256_OF_VERIFIER
              &code_challenge_method=S256"""),
    CODE("token_endpoint", "authorization_code", """
            curl %s \\
              --user "CLIENT_ID:$CLIENT_SECRET" \\
              --data grant_type=authorization_code \\
              --data-urlencode code=CODE \\
              --data-urlencode redirect_uri=https://app.example/callback \\
              --data-urlencode code_verifier=VERIFIER"""),
    REFRESH("token_endpoint", "refresh_token", """
            curl %s \\
              --user "CLIENT_ID:$CLIENT_SECRET" \\
              --data grant_type=refresh_token \\
              --data-urlencode refresh_token=REFRESH_TOKEN"""),
    SERVICE("token_endpoint", "client_credentials", """
            curl %s \\
              --user "CLIENT_ID:$CLIENT_SECRET" \\
              --data grant_type=client_credentials \\
              --data-urlencode scope=SCOPE"""),
    USER_INFO("userinfo_endpoint", "authorization_code", """
            curl %s \\
              --header "Authorization: Bearer $ACCESS_TOKEN\"""");

    private final String endpoint;
    private final @Nullable String grant;
    private final String template;

    Example(String endpoint, @Nullable String grant, String template) {
        this.endpoint = endpoint;
        this.grant = grant;
        this.template = template;
    }

    /** Message codes are {@code developers.example.{code}} and the same with {@code .text}. */
    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the realm offers what the example shows. */
    boolean fits(JsonNode document) {
        return document.has(endpoint)
                && (grant == null
                        || document.path("grant_types_supported")
                                .valueStream()
                                .anyMatch(offered -> offered.asString().equals(grant)));
    }

    String text(JsonNode document) {
        return template.formatted(document.path(endpoint).asString());
    }
}
