package org.gatehouse.server.attestation;

import java.util.List;
import java.util.UUID;
import org.gatehouse.realm.data.Attestation;
import org.gatehouse.server.directory.UserNames;
import org.gatehouse.server.groups.Groups;
import org.gatehouse.server.groups.Memberships;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.EffectiveRights;
import org.springframework.stereotype.Component;

/** Whom an attestation is for: roles count however they come, groups with those inside them. */
@Component
class Asked {

    private final EffectiveRights rights;
    private final Memberships memberships;
    private final Groups groups;

    Asked(EffectiveRights rights, Memberships memberships, Groups groups) {
        this.rights = rights;
        this.memberships = memberships;
        this.groups = groups;
    }

    static boolean isForEverybody(Attestation attestation) {
        return attestation.roles().isEmpty() && attestation.groups().isEmpty();
    }

    boolean of(Realm realm, Attestation attestation, UUID account) {
        return isForEverybody(attestation)
                || hasRole(realm, attestation, account)
                || isInGroup(realm, attestation, account);
    }

    /** The groups the attestation names, as far as the realm has them. */
    List<UUID> groups(Realm realm, Attestation attestation) {
        return attestation.groups().stream()
                .flatMap(path -> groups.findByPath(realm, path).stream())
                .map(group -> group.id())
                .toList();
    }

    private boolean hasRole(Realm realm, Attestation attestation, UUID account) {
        return !attestation.roles().isEmpty()
                && rights.of(realm, account).stream()
                        .anyMatch(held -> attestation.roles().contains(held.role()));
    }

    private boolean isInGroup(Realm realm, Attestation attestation, UUID account) {
        return !attestation.groups().isEmpty()
                && memberships.of(realm, account).stream()
                        .flatMap(id -> groups.find(realm, id).stream())
                        .anyMatch(group ->
                                attestation.groups().stream().anyMatch(path -> isSameOrAbove(path, group.fullName())));
    }

    private static boolean isSameOrAbove(String path, String group) {
        return (UserNames.key(group) + "/").startsWith(UserNames.key(path) + "/");
    }
}
