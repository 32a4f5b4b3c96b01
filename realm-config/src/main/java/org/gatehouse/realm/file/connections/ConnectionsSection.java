package org.gatehouse.realm.file.connections;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.gatehouse.realm.document.Part;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.federation.EntraId;
import org.gatehouse.realm.federation.Guests;
import org.gatehouse.realm.federation.Linking;
import org.gatehouse.realm.federation.Provider;
import org.gatehouse.realm.federation.Provisioning;
import org.gatehouse.realm.file.common.Choice;
import org.gatehouse.realm.file.common.Names;
import org.gatehouse.realm.file.common.Unique;

/** Reads {@code connections}. */
public final class ConnectionsSection {

    /** What {@code guests} says where they are turned away. */
    static final String REFUSE = "refuse";

    private final Names names;
    private final Unique aliases = new Unique("alias");
    private final Unique domains = new Unique("domain");

    private ConnectionsSection(Names names) {
        this.names = names;
    }

    public static List<Connection> read(Part file, Names names) {
        ConnectionsSection section = new ConnectionsSection(names);
        return file.items("connections").stream()
                .map(section::connection)
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Connection> connection(Part part) {
        aliases.check(part, "alias");
        part.items("domains").forEach(domains::check);
        checkMap(part.child("roles"), this::checkRole);
        checkMap(part.child("groups"), names::checkGroup);
        if (part.child("guests").has("role")) {
            checkRole(part.child("guests").child("role"));
        }
        ClientCredential credential = ClientCredential.read(part);
        Provider provider = part.text("kind").equals(EntraId.KIND) ? EntraIdReading.read(part) : OidcReading.read(part);
        return part.isFlawless() ? Optional.of(connection(part, provider, credential)) : Optional.empty();
    }

    /** Deciding on requests is given person by person, with a second person's approval; a provider is no way around that. */
    private void checkRole(Part role) {
        names.checkRole(role);
        if (names.decides(role.text())) {
            role.refuse(
                    "The role `" + role.text() + "` decides on requests, so no provider gives it.",
                    "Map it to another role, and give this one to people one by one, with a second person's approval.");
        }
    }

    private static void checkMap(Part mapping, Consumer<Part> check) {
        mapping.child("map").entries().values().forEach(check);
    }

    private static Connection connection(Part part, Provider provider, ClientCredential credential) {
        return new Connection(
                part.text("alias"),
                part.textOrNull("displayName"),
                provider,
                part.text("clientId"),
                credential.kind(),
                credential.secret(),
                credential.expires(),
                part.texts("domains"),
                part.child("roles").textMap("map"),
                part.child("groups").textMap("map"),
                new Guests(part.child("guests").textOrNull("role")),
                Choice.of(part, "provision", Provisioning.values(), Provisioning::code, Provisioning.NEVER),
                Choice.of(part, "link", Linking.values(), Linking::code, Linking.ASK));
    }
}
