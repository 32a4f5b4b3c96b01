package org.gatehouse.realm.file.clients;

import java.util.List;
import java.util.Optional;
import org.gatehouse.realm.AuthMethod;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.ClientKind;
import org.gatehouse.realm.IdTokenAlg;
import org.gatehouse.realm.Pkce;
import org.gatehouse.realm.document.Part;
import org.gatehouse.realm.file.common.Choice;
import org.gatehouse.realm.file.common.Secrets;
import org.gatehouse.realm.file.common.Unique;
import org.gatehouse.realm.file.signin.NetworkSection;

/** Reads {@code clients}. */
public final class ClientsSection {

    private ClientsSection() {}

    public static List<ClientDefinition> read(Part file) {
        Unique ids = new Unique("client id");
        return file.items("clients").stream()
                .peek(client -> ids.check(client, "id"))
                .filter(Part::isFlawless)
                .map(client -> client(client, file))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<ClientDefinition> client(Part part, Part file) {
        ClientDefinition client = definition(part);
        ClientRules.check(client, part);
        FeatureRules.check(client, part);
        if (part.has("network")) {
            NetworkSection.checkHasInside(part.child("network"), file);
        }
        return part.isFlawless() ? Optional.of(client) : Optional.empty();
    }

    private static ClientDefinition definition(Part part) {
        ClientKind kind = Choice.of(part, "kind", ClientKind.values(), ClientKind::code, ClientKind.WEB);
        return new ClientDefinition(
                part.text("id"),
                kind,
                part.textOrNull("displayName"),
                part.texts("redirectUris"),
                part.texts("postLogoutRedirectUris"),
                Secrets.read(part, "secret"),
                part.has("scopes") ? part.texts("scopes") : defaultScopes(kind),
                part.flag("consent", false),
                Choice.of(part, "pkce", Pkce.values(), Pkce::code, Pkce.REQUIRED),
                Choice.of(part, "authMethod", AuthMethod.values(), AuthMethod::code, defaultMethod(kind)),
                Choice.of(part, "idTokenAlg", IdTokenAlg.values(), IdTokenAlg::code, IdTokenAlg.RS256),
                FeatureReading.read(part));
    }

    private static List<String> defaultScopes(ClientKind kind) {
        return kind == ClientKind.SERVICE ? List.of() : ClientDefinition.SIGN_IN_SCOPES;
    }

    private static AuthMethod defaultMethod(ClientKind kind) {
        return kind == ClientKind.MOBILE ? AuthMethod.NONE : AuthMethod.CLIENT_SECRET_BASIC;
    }
}
