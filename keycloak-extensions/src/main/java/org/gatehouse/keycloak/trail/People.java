package org.gatehouse.keycloak.trail;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatehouse.audit.event.Party;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Keycloak's users as parties of the trail, named as they are at that moment. */
final class People {

    private People() {}

    /** Nobody known when there is no identifier; somebody without a name when nobody has it any more. */
    static Party find(KeycloakSession session, @Nullable RealmModel realm, @Nullable String id) {
        if (id == null || realm == null) {
            return Party.anonymous();
        }
        UserModel user = session.users().getUserById(realm, id);
        return user == null ? Party.account(uuid(id), id, null) : of(realm, user);
    }

    /** The account a client uses for itself is that client. */
    static Party of(RealmModel realm, UserModel user) {
        String serviceOf = user.getServiceAccountClientLink();
        if (serviceOf != null) {
            ClientModel client = realm.getClientById(serviceOf);
            return Party.client(client == null ? user.getUsername() : client.getClientId());
        }
        return Party.account(uuid(user.getId()), name(user), user.getEmail());
    }

    /** Accounts of a user storage have identifiers of their own form. */
    static UUID uuid(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException ex) {
            return UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String name(UserModel user) {
        String name = Stream.of(user.getFirstName(), user.getLastName())
                .filter(part -> part != null && !part.isBlank())
                .collect(Collectors.joining(" "));
        return name.isEmpty() ? user.getUsername() : name;
    }
}
