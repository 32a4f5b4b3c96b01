package org.gatehouse.realm.seed;

import java.util.function.Predicate;
import org.gatehouse.realm.RealmDefinition;

/** What the realm a seed is meant for knows. */
record Roles(Predicate<String> isRealm, Predicate<String> isRole) {

    /** The realm is not known yet, so nothing is refused for its sake. */
    static final Roles ANY = new Roles(realm -> true, role -> true);

    static Roles of(RealmDefinition realm) {
        return new Roles(realm.realm()::equals, realm::hasRole);
    }
}
