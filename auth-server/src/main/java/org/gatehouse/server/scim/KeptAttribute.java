package org.gatehouse.server.scim;

import java.util.List;
import java.util.Optional;
import org.gatehouse.realm.AttributeDefinition;
import org.gatehouse.realm.AttributeType;
import org.gatehouse.realm.RealmDefinition;

/**
 * An attribute of SCIM the account has a place for: the realm declares one of the same name. Sensitive ones are left out,
 * since whoever writes them here could not be shown them.
 */
record KeptAttribute(String name, AttributeType type) {

    private static final List<String> OF_PEOPLE =
            List.of("employeeNumber", "costCenter", "organization", "division", "department");

    static List<KeptAttribute> in(RealmDefinition realm) {
        return OF_PEOPLE.stream().flatMap(name -> find(realm, name).stream()).toList();
    }

    static Optional<KeptAttribute> find(RealmDefinition realm, String name) {
        return OF_PEOPLE.contains(name)
                ? realm.findAttribute(name)
                        .filter(attribute -> !attribute.sensitive())
                        .map(KeptAttribute::of)
                : Optional.empty();
    }

    private static KeptAttribute of(AttributeDefinition attribute) {
        return new KeptAttribute(attribute.name(), attribute.type());
    }

    /** In SCIM it is text; what does not fit the realm's type is refused with the other wrong values. */
    Object typed(String text) {
        if (type == AttributeType.INTEGER && text.matches("-?\\d{1,18}")) {
            return Long.valueOf(text);
        }
        return text;
    }
}
