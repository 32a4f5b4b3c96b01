package org.gatehouse.server.federation.accounts;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.PlainText;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.AccountState;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.directory.EmailAddresses;
import org.gatehouse.server.directory.NewAccount;
import org.gatehouse.server.directory.UserNames;
import org.gatehouse.server.email.UnprovenAddresses;
import org.gatehouse.server.federation.UpstreamIdentity;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Gives an account to whoever comes for the first time: without a password, and with no more than the provider vouches for. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Newcomers {

    private final Accounts accounts;
    private final UnprovenAddresses unproven;
    private final UserNameChoice names;

    Newcomers(Accounts accounts, UnprovenAddresses unproven, UserNameChoice names) {
        this.accounts = accounts;
        this.unproven = unproven;
        this.names = names;
    }

    Account admit(Realm realm, UpstreamIdentity identity) {
        String email = email(realm, identity);
        String userName = names.of(realm, identity);
        NewAccount person = new NewAccount(
                userName,
                displayName(identity, userName),
                email,
                email != null && identity.profile().emailVerified(),
                locale(realm, identity),
                null,
                Set.of(),
                AccountState.ACTIVE,
                Map.of());
        return accounts.create(realm, person, Party.system(), identity.connection());
    }

    /**
     * An address somebody has here stays theirs alone: shared, it would let neither of them in. One that was only written
     * down is its owner's once a provider that may vouch for it does.
     */
    private @Nullable String email(Realm realm, UpstreamIdentity identity) {
        String email = identity.profile().email();
        if (email == null || !EmailAddresses.isValid(email)) {
            return null;
        }
        accounts.queueFor(realm, email); // two who come at once with one address do not both get it
        if (identity.profile().emailVerified()) {
            unproven.takeFor(null, realm, email);
        }
        return accounts.withEmail(realm, email).isEmpty() ? email : null;
    }

    private static String displayName(UpstreamIdentity identity, String userName) {
        return Stream.of(identity.profile().displayName(), identity.profile().userName(), userName)
                .filter(Objects::nonNull)
                .map(String::strip)
                .filter(name -> PlainText.isValid(name, UserNames.MAX_LENGTH))
                .findFirst()
                .orElse(userName);
    }

    private static @Nullable String locale(Realm realm, UpstreamIdentity identity) {
        String locale = identity.profile().locale();
        return locale == null
                ? null
                : realm.definition().languages().stream()
                        .filter(language -> locale.equals(language) || locale.startsWith(language + "-"))
                        .findFirst()
                        .orElse(null);
    }
}
