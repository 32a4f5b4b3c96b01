package org.gatehouse.keycloak.trail;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.component.ComponentModel;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.GroupModel;
import org.keycloak.models.IdentityProviderMapperModel;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperContainerModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.ModelToRepresentation;
import org.keycloak.representations.idm.ComponentRepresentation;
import org.keycloak.userprofile.UserProfileProvider;

/** All fields of one of Keycloak's things, as a session sees it. */
final class Snapshot {

    /** Before names of fields that are none: what the thing is called. */
    static final String NAME = "@";

    /** Before values that must not be told, whatever their field is called. */
    static final String HIDDEN = "\0";

    /** The credential of a user; not one of Keycloak's kinds. */
    static final String CREDENTIAL = "CREDENTIAL";

    /** What representations of users and clients hold beside what they are. */
    private static final Set<String> NOISE = Set.of(
            "id",
            "totp",
            "createdTimestamp",
            "disableableCredentialTypes",
            "access",
            "origin",
            "self",
            "subGroupCount",
            "containerId",
            "internalId");

    private Snapshot() {}

    /** Empty when there is nothing at that place, or Keycloak's kind of thing is not known here. */
    static Optional<Map<String, String>> of(KeycloakSession session, Place place) {
        RealmModel realm = session.realms().getRealm(place.realm());
        if (realm == null) {
            return Optional.empty();
        }
        if (session.getContext().getRealm() == null) {
            session.getContext().setRealm(realm);
        }
        List<String> path = place.path();
        return switch (place.kind()) {
            case "REALM" -> named(realm.getName(), ModelToRepresentation.toRepresentation(session, realm, false));
            case "USER" -> user(session, realm, at(path, 1));
            case CREDENTIAL -> credential(session, realm, at(path, 1), last(path));
            case "GROUP" -> group(session, realm, last(path));
            case "REALM_ROLE", "CLIENT_ROLE" -> role(realm, path);
            case "CLIENT" -> client(session, realm, at(path, 1));
            case "CLIENT_SCOPE" -> scope(realm.getClientScopeById(at(path, 1)));
            case "PROTOCOL_MAPPER" -> mapper(container(realm, path), last(path));
            case "IDENTITY_PROVIDER" -> provider(session, realm, at(path, 2));
            case "IDENTITY_PROVIDER_MAPPER" -> providerMapper(session, last(path));
            case "COMPONENT", "USER_FEDERATION_PROVIDER", "USER_FEDERATION_MAPPER" ->
                component(session, realm.getComponent(at(path, 1)));
            case "REQUIRED_ACTION" -> action(realm, at(path, 2));
            case "USER_PROFILE" ->
                named("", session.getProvider(UserProfileProvider.class).getConfiguration());
            default -> Optional.empty();
        };
    }

    private static Optional<Map<String, String>> user(KeycloakSession session, RealmModel realm, String id) {
        UserModel user = session.users().getUserById(realm, id);
        return user == null
                ? Optional.empty()
                : named(user.getUsername(), ModelToRepresentation.toRepresentation(session, realm, user));
    }

    private static Optional<Map<String, String>> credential(
            KeycloakSession session, RealmModel realm, String person, String id) {
        UserModel user = session.users().getUserById(realm, person);
        CredentialModel credential =
                user == null ? null : user.credentialManager().getStoredCredentialById(id);
        return credential == null ? Optional.empty() : Optional.of(Map.of(NAME, credential.getType()));
    }

    private static Optional<Map<String, String>> group(KeycloakSession session, RealmModel realm, String id) {
        GroupModel group = session.groups().getGroupById(realm, id);
        return group == null
                ? Optional.empty()
                : named(path(group), ModelToRepresentation.toRepresentation(group, true));
    }

    /** As the realm file names it: from the root, without a slash before it. */
    static String path(GroupModel group) {
        return KeycloakModelUtils.buildGroupPath(group).replaceFirst("^/", "");
    }

    private static Optional<Map<String, String>> role(RealmModel realm, List<String> path) {
        RoleModel role = roleAt(realm, path);
        if (role == null) {
            return Optional.empty();
        }
        Optional<Map<String, String>> fields = named(role.getName(), ModelToRepresentation.toRepresentation(role));
        fields.ifPresent(map -> map.put("composites", composites(role)));
        return fields;
    }

    private static String composites(RoleModel role) {
        Stream<RoleModel> parts = role.isComposite() ? role.getCompositesStream() : Stream.empty();
        return parts.map(RoleModel::getName).sorted().toList().toString();
    }

    private static @Nullable RoleModel roleAt(RealmModel realm, List<String> path) {
        return switch (at(path, 0)) {
            case "roles-by-id" -> realm.getRoleById(at(path, 1));
            case "roles" -> realm.getRole(at(path, 1));
            case "clients" -> {
                ClientModel client = realm.getClientById(at(path, 1));
                yield client == null ? null : client.getRole(at(path, 3));
            }
            default -> null;
        };
    }

    private static Optional<Map<String, String>> client(KeycloakSession session, RealmModel realm, String id) {
        ClientModel client = realm.getClientById(id);
        return client == null
                ? Optional.empty()
                : named(client.getClientId(), ModelToRepresentation.toRepresentation(client, session));
    }

    private static Optional<Map<String, String>> scope(@Nullable ClientScopeModel scope) {
        return scope == null ? Optional.empty() : named(scope.getName(), ModelToRepresentation.toRepresentation(scope));
    }

    private static @Nullable ProtocolMapperContainerModel container(RealmModel realm, List<String> path) {
        return "clients".equals(at(path, 0)) ? realm.getClientById(at(path, 1)) : realm.getClientScopeById(at(path, 1));
    }

    private static Optional<Map<String, String>> mapper(@Nullable ProtocolMapperContainerModel owner, String id) {
        ProtocolMapperModel mapper = owner == null ? null : owner.getProtocolMapperById(id);
        return mapper == null
                ? Optional.empty()
                : named(mapper.getName(), ModelToRepresentation.toRepresentation(mapper));
    }

    /** Representations hide the secret; whether it is another one shows only in what is kept. */
    private static Optional<Map<String, String>> provider(KeycloakSession session, RealmModel realm, String alias) {
        IdentityProviderModel provider = session.identityProviders().getByAlias(alias);
        if (provider == null) {
            return Optional.empty();
        }
        Optional<Map<String, String>> fields =
                named(alias, ModelToRepresentation.toRepresentation(session, realm, provider));
        fields.ifPresent(shown -> provider.getConfig().forEach((key, value) -> {
            boolean masked = isMasked(shown.get("config." + key));
            shown.put("config." + key, masked ? HIDDEN + value : value);
        }));
        return fields;
    }

    private static Optional<Map<String, String>> providerMapper(KeycloakSession session, String id) {
        IdentityProviderMapperModel mapper = session.identityProviders().getMapperById(id);
        return mapper == null
                ? Optional.empty()
                : named(mapper.getName(), ModelToRepresentation.toRepresentation(mapper));
    }

    private static Optional<Map<String, String>> component(
            KeycloakSession session, @Nullable ComponentModel component) {
        if (component == null) {
            return Optional.empty();
        }
        Map<String, String> shown = Flat.of(ModelToRepresentation.toRepresentation(session, component, false));
        Optional<Map<String, String>> fields =
                named(component.getName(), ModelToRepresentation.toRepresentation(session, component, true));
        fields.ifPresent(
                kept -> kept.replaceAll((field, value) -> isMasked(shown.get(field)) ? HIDDEN + value : value));
        return fields;
    }

    /** As Keycloak shows administrators what it does not show them; of a list, one of which is enough. */
    private static boolean isMasked(@Nullable String shown) {
        return shown != null && shown.contains(ComponentRepresentation.SECRET_VALUE);
    }

    private static Optional<Map<String, String>> action(RealmModel realm, String alias) {
        RequiredActionProviderModel action = realm.getRequiredActionProviderByAlias(alias);
        return action == null ? Optional.empty() : named(alias, ModelToRepresentation.toRepresentation(action));
    }

    private static Optional<Map<String, String>> named(@Nullable String name, Object representation) {
        Map<String, String> fields = Flat.of(representation);
        fields.keySet().removeAll(NOISE);
        fields.put(NAME, name == null ? "" : name);
        return Optional.of(fields);
    }

    private static String at(List<String> path, int index) {
        return index < path.size() ? path.get(index) : "";
    }

    private static String last(List<String> path) {
        return path.isEmpty() ? "" : path.get(path.size() - 1);
    }
}
