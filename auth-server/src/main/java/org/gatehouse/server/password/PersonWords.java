package org.gatehouse.server.password;

import java.util.Set;
import java.util.stream.Collectors;
import org.gatehouse.realm.AttributeDefinition;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.springframework.stereotype.Component;

/** Reads what the realm wants kept out of somebody's password. */
@Component
class PersonWords {

    private final Accounts accounts;

    PersonWords(Accounts accounts) {
        this.accounts = accounts;
    }

    OwnData of(Realm realm, Account account) {
        Set<String> asked = Set.copyOf(realm.definition().password().notContaining());
        if (asked.isEmpty()) {
            return OwnData.NONE;
        }
        return OwnData.of(
                account.userName(),
                accounts.personalData(account).email(),
                account.displayName(),
                accounts.attributes(realm, account, sensitive(realm, asked)));
    }

    /** Opened to be compared and never shown to anybody, so that is no look at them. */
    private static Set<String> sensitive(Realm realm, Set<String> asked) {
        return realm.definition().attributes().stream()
                .filter(attribute -> attribute.sensitive() && asked.contains(attribute.name()))
                .map(AttributeDefinition::name)
                .collect(Collectors.toUnmodifiableSet());
    }
}
