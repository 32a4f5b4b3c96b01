package org.gatehouse.realm.keycloak;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.file.RealmFiles;
import tools.jackson.databind.node.ObjectNode;

/** Realms as tests say them. */
final class Realms {

    /** Secrets as a command has them at hand. */
    static final Secrets AT_HAND = new Secrets() {
        @Override
        public Optional<String> of(ClientDefinition client) {
            return Optional.of("secret of " + client.id());
        }

        @Override
        public Optional<String> of(Connection connection) {
            return Optional.of("secret of " + connection.alias());
        }
    };

    private Realms() {}

    /** @param lines of a realm file, after the realm's name */
    static RealmDefinition of(String lines) {
        return RealmFiles.inspect("realm.yaml", "realm: acme\n" + lines).file().realm();
    }

    /** The realm that asks for everything there is, enforced or not. */
    static RealmDefinition everything() {
        try (InputStream in = RealmFiles.class.getResourceAsStream("everything.yaml")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return RealmFiles.preview("everything.yaml", text).realm();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    static ObjectNode object(RealmDefinition realm, ObjectKind kind, String name) {
        KeycloakRealm rendered = KeycloakRealm.of(realm, AT_HAND);
        return Objects.requireNonNull(rendered.objects().get(new ObjectName(kind, name)), name);
    }
}
