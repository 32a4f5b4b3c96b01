package org.gatehouse.realm.file.clients;

import java.util.Locale;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.ClientKind;
import org.gatehouse.realm.Pkce;
import org.gatehouse.realm.RedirectUris;
import org.gatehouse.realm.document.Part;

/** What must be true of one client, beyond the shape of what is written. */
final class ClientRules {

    private ClientRules() {}

    static void check(ClientDefinition client, Part part) {
        checkId(client, part);
        if (client.kind() == ClientKind.SERVICE) {
            checkService(client, part);
        } else {
            checkSignsPeopleIn(client, part);
        }
        checkSecret(client, part);
        part.items("scopes").forEach(Scopes::check);
        checkRedirects(client, part, "redirectUris");
        checkRedirects(client, part, "postLogoutRedirectUris");
    }

    /** In any case: people would take one for the other. */
    private static void checkId(ClientDefinition client, Part part) {
        if (client.id().toLowerCase(Locale.ROOT).startsWith(ClientDefinition.RESERVED)) {
            part.child("id")
                    .refuse(
                            "Ids that begin with `" + ClientDefinition.RESERVED + "` are those of the service itself.",
                            "Choose another.");
        }
    }

    private static void checkService(ClientDefinition client, Part part) {
        if (!client.redirectUris().isEmpty()) {
            part.child("redirectUris")
                    .refuse("Nobody signs in to a service, so it has no redirect URIs.", "Remove them.");
        }
        if (client.isPublic()) { // RFC 6749, section 4.4: confidential clients only
            part.child("authMethod").refuse("A service must authenticate.", "Give it a secret: env:NAME or file:PATH.");
        }
        if (client.consent()) {
            part.child("consent").refuse("Nobody is there to consent for a service.", "Remove the key.");
        }
    }

    private static void checkSignsPeopleIn(ClientDefinition client, Part part) {
        boolean wantsRedirects = GrantRules.usesRedirects(client);
        if (wantsRedirects && client.redirectUris().isEmpty()) {
            part.child("redirectUris")
                    .refuse("The client has no redirect URI, so nobody can sign in to it.", "Add `redirectUris`.");
        }
        if (!wantsRedirects && !client.redirectUris().isEmpty()) {
            part.child("redirectUris")
                    .refuse(
                            "No grant of the client comes back to a redirect URI.",
                            "Add authorization_code to `grants`.");
        }
        if (client.isPublic() && client.pkce() == Pkce.OPTIONAL) { // RFC 9700, section 2.1.1
            part.child("pkce").refuse("PKCE cannot be optional for a client without a secret.", "Remove the key.");
        }
    }

    private static void checkSecret(ClientDefinition client, Part part) {
        boolean wantsSecret = client.authMethod().usesSecret();
        boolean hasSecret = client.secret() != null;
        if (client.kind() == ClientKind.MOBILE && (!client.isPublic() || hasSecret)) {
            part.child(hasSecret ? "secret" : "authMethod")
                    .refuse("A mobile client cannot keep a secret: it is in everybody's hands.", "Remove the key.");
        } else if (wantsSecret && !part.has("secret")) {
            part.refuse(
                    "The client `" + client.id() + "` has no secret.",
                    "Write secret: env:NAME or file:PATH, or authMethod: none for a public client.");
        } else if (!wantsSecret && hasSecret) {
            part.child("secret")
                    .refuse(
                            "The secret would never be asked for: authMethod is "
                                    + client.authMethod().code() + ".",
                            "Remove one of them.");
        }
    }

    private static void checkRedirects(ClientDefinition client, Part part, String key) {
        for (Part uri : part.items(key)) {
            RedirectUris.refusal(uri.text(), client.kind()).ifPresent(message -> uri.refuse(message, ""));
        }
    }
}
