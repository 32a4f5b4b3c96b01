package org.gatehouse.realm.keycloak;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One change to one object.
 *
 * @param actual the object as Keycloak has it, its id included; null when it is new
 * @param desired what is asked of it; null when it goes
 */
public record Step(
        ObjectName object,
        @Nullable ObjectNode actual,
        @Nullable ObjectNode desired) {

    @Override
    public String toString() {
        String verb = actual == null ? "add " : desired == null ? "delete " : "change ";
        return verb + object; // a record would print the secrets
    }
}
