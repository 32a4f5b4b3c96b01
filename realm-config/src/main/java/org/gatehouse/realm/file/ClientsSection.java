package org.gatehouse.realm.file;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.gatehouse.realm.AuthMethod;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.ClientKind;
import org.gatehouse.realm.IdTokenAlg;
import org.gatehouse.realm.Pkce;
import org.gatehouse.realm.document.Part;
import org.gatehouse.realm.secret.SecretReference;
import org.jspecify.annotations.Nullable;

/** Reads {@code clients}. */
final class ClientsSection {

    private ClientsSection() {}

    static List<ClientDefinition> read(Part file) {
        Unique ids = new Unique("client id");
        return file.items("clients").stream()
                .peek(client -> ids.check(client, "id"))
                .filter(Part::isFlawless)
                .map(ClientsSection::client)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<ClientDefinition> client(Part part) {
        ClientDefinition client = definition(part);
        ClientRules.check(client, part);
        return part.isFlawless() ? Optional.of(client) : Optional.empty();
    }

    private static ClientDefinition definition(Part part) {
        ClientKind kind = choice(part.text("kind"), ClientKind.values(), ClientKind::code);
        SecretReference secret = secret(part);
        return new ClientDefinition(
                part.text("id"),
                kind,
                part.textOrNull("displayName"),
                part.texts("redirectUris"),
                part.texts("postLogoutRedirectUris"),
                secret,
                part.has("scopes") ? part.texts("scopes") : defaultScopes(kind),
                part.flag("consent", false),
                choice(part.text("pkce", Pkce.REQUIRED.code()), Pkce.values(), Pkce::code),
                choice(part.text("authMethod", defaultMethod(kind).code()), AuthMethod.values(), AuthMethod::code),
                choice(part.text("idTokenAlg", IdTokenAlg.RS256.code()), IdTokenAlg.values(), IdTokenAlg::code));
    }

    private static @Nullable SecretReference secret(Part part) {
        if (!part.has("secret")) {
            return null;
        }
        Optional<SecretReference> secret = SecretReference.find(part.text("secret"));
        if (secret.isEmpty()) {
            part.child("secret").refuse("This is no reference to a secret.", "Write env:NAME or file:PATH.");
        }
        return secret.orElse(null);
    }

    private static List<String> defaultScopes(ClientKind kind) {
        return kind == ClientKind.SERVICE ? List.of() : ClientDefinition.SIGN_IN_SCOPES;
    }

    private static AuthMethod defaultMethod(ClientKind kind) {
        return kind == ClientKind.MOBILE ? AuthMethod.NONE : AuthMethod.CLIENT_SECRET_BASIC;
    }

    /** The schema has seen to it that there is one. */
    private static <T> T choice(String code, T[] values, Function<T, String> toCode) {
        return Arrays.stream(values)
                .filter(value -> toCode.apply(value).equals(code))
                .findFirst()
                .orElseThrow();
    }
}
