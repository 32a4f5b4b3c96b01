package org.gatehouse.realm.file.clients;

import org.gatehouse.realm.AuthMethod;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.ClientKind;
import org.gatehouse.realm.Pkce;
import org.gatehouse.realm.document.Part;

/** Compares a client with what the standards recommend beyond what they demand. */
public final class ClientAdvice {

    private ClientAdvice() {}

    public static void give(Part written, ClientDefinition client) {
        if (client.kind() != ClientKind.SERVICE && client.pkce() == Pkce.OPTIONAL) {
            written.child("pkce")
                    .warn(
                            "pkce-optional",
                            "The client `" + client.id() + "` may leave the code challenge away.",
                            "RFC 9700 (2.1.1) recommends PKCE for every client: it is what stops injected codes.",
                            "Remove the key once the client sends a code challenge.");
        }
        if (client.authMethod() == AuthMethod.CLIENT_SECRET_POST) {
            written.child("authMethod")
                    .warn(
                            "secret-in-body",
                            "The client `" + client.id() + "` sends its secret in the request body.",
                            "RFC 6749 (2.3.1) does not recommend it: bodies are logged where headers are not.",
                            "Remove the key if the client can authenticate with client_secret_basic.");
        }
        if (client.kind() == ClientKind.MOBILE) {
            written.items("redirectUris").forEach(ClientAdvice::onHost);
        }
    }

    private static void onHost(Part uri) {
        if (uri.text().startsWith("http://localhost")) {
            uri.warn(
                    "redirect-localhost",
                    "The redirect URI names `localhost`.",
                    "RFC 8252 (8.3) does not recommend the name: it may lead to another interface or host.",
                    "Write http://127.0.0.1 or http://[::1].");
        }
    }
}
