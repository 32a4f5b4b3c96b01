package org.gatehouse.keycloak.attestation;

import org.gatehouse.realm.data.Attestation;
import org.keycloak.models.GroupModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Whom a text is for: roles count however they come, groups with those inside them. */
final class Asked {

    private Asked() {}

    static boolean isOf(RealmModel realm, UserModel person, Attestation text) {
        boolean everybody = text.roles().isEmpty() && text.groups().isEmpty();
        return everybody
                || text.roles().stream().anyMatch(role -> hasRole(realm, person, role))
                || person.getGroupsStream().anyMatch(group -> isIn(text, group));
    }

    private static boolean hasRole(RealmModel realm, UserModel person, String name) {
        RoleModel role = realm.getRole(name);
        return role != null && person.hasRole(role);
    }

    private static boolean isIn(Attestation text, GroupModel group) {
        String path = KeycloakModelUtils.buildGroupPath(group) + "/";
        return text.groups().stream().anyMatch(each -> path.startsWith("/" + each + "/"));
    }
}
