package org.gatehouse.realm;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.gatehouse.realm.client.RegistrationPolicy;
import org.gatehouse.realm.data.DataProtection;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.password.PasswordPolicy;
import org.gatehouse.realm.signin.SignInPolicy;

/**
 * One realm's configuration, complete: every default is already filled in.
 *
 * @param languages at least one; the first is the realm's own, used where a person's language is not offered
 * @param registration whether further clients may register themselves
 * @param signIn what it takes to get in beside the first factor, and from where else people may come
 * @param dataProtection what the realm owes the people whose data it holds
 */
public record RealmDefinition(
        String realm,
        String displayName,
        List<String> languages,
        PasswordPolicy password,
        TokenLifetimes tokens,
        List<ClientDefinition> clients,
        RegistrationPolicy registration,
        List<RoleDefinition> roles,
        List<AttributeDefinition> attributes,
        List<GroupDefinition> groups,
        TrailPolicy trail,
        SignInPolicy signIn,
        DataProtection dataProtection) {

    public RealmDefinition {
        languages = List.copyOf(languages);
        clients = List.copyOf(clients);
        roles = List.copyOf(roles);
        attributes = List.copyOf(attributes);
        groups = List.copyOf(groups);
    }

    /** The same realm with these groups. */
    public RealmDefinition withGroups(List<GroupDefinition> others) {
        return new RealmDefinition(
                realm,
                displayName,
                languages,
                password,
                tokens,
                clients,
                registration,
                roles,
                attributes,
                others,
                trail,
                signIn,
                dataProtection);
    }

    /** The same realm with these clients. */
    public RealmDefinition withClients(List<ClientDefinition> others) {
        return new RealmDefinition(
                realm,
                displayName,
                languages,
                password,
                tokens,
                others,
                registration,
                roles,
                attributes,
                groups,
                trail,
                signIn,
                dataProtection);
    }

    /** The same realm with these connections. */
    public RealmDefinition withConnections(List<Connection> others) {
        return new RealmDefinition(
                realm,
                displayName,
                languages,
                password,
                tokens,
                clients,
                registration,
                roles,
                attributes,
                groups,
                trail,
                signIn.withConnections(others),
                dataProtection);
    }

    /** The same realm with this policy for its trail. */
    public RealmDefinition withTrail(TrailPolicy other) {
        return new RealmDefinition(
                realm,
                displayName,
                languages,
                password,
                tokens,
                clients,
                registration,
                roles,
                attributes,
                groups,
                other,
                signIn,
                dataProtection);
    }

    public Optional<ClientDefinition> findClient(String id) {
        return clients.stream().filter(client -> client.id().equals(id)).findFirst();
    }

    public Optional<AttributeDefinition> findAttribute(String name) {
        return attributes.stream()
                .filter(attribute -> attribute.name().equals(name))
                .findFirst();
    }

    /** @param path the names down to the group, separated by slashes: {@code field-team/north} */
    public Optional<GroupDefinition> findGroup(String path) {
        return GroupDefinition.find(groups, path);
    }

    /** Whether the role is built in or one of the realm's own. */
    public boolean hasRole(String name) {
        return RoleDefinition.BUILT_IN.contains(name)
                || roles.stream().anyMatch(role -> role.name().equals(name));
    }

    /** What holders of the role may do; nothing when the realm has no such role, for example no longer. */
    public Set<Permission> permissionsOf(String role) {
        if (RoleDefinition.BUILT_IN.contains(role)) {
            return RoleDefinition.ofBuiltIn(role);
        }
        return roles.stream()
                .filter(own -> own.name().equals(role))
                .findFirst()
                .map(RoleDefinition::permissions)
                .orElse(Set.of());
    }

    /** The roles, built in or the realm's own, whose holders may do this. */
    public List<String> rolesWith(Permission permission) {
        return Stream.concat(RoleDefinition.BUILT_IN.stream(), roles.stream().map(RoleDefinition::name))
                .filter(role -> permissionsOf(role).contains(permission))
                .sorted()
                .toList();
    }
}
