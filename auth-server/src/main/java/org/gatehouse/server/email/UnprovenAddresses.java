package org.gatehouse.server.email;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.AccountEdit;
import org.gatehouse.server.directory.AccountField;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.directory.EmailAddresses;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.trail.Trail;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes an address from accounts that only say it is theirs, once its owner has proven it: whoever writes down somebody's
 * address first would else keep it from them. Accounts that are shut out keep theirs, or their owner could come back as
 * somebody new.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class UnprovenAddresses {

    private final Accounts accounts;
    private final VerificationRows links;
    private final Trail trail;

    UnprovenAddresses(Accounts accounts, VerificationRows links, Trail trail) {
        this.accounts = accounts;
        this.links = links;
        this.trail = trail;
    }

    /** @param owner who has proven it; null where they have no account yet */
    public void takeFor(@Nullable Account owner, Realm realm, String address) {
        accounts.claiming(realm, address).stream()
                .filter(holder -> owner == null || !holder.subject().equals(owner.subject()))
                .filter(Account::isActive)
                .filter(holder -> EmailAddresses.isSame(
                        address, accounts.personalData(holder).email()))
                .forEach(holder -> take(realm, holder));
    }

    private void take(Realm realm, Account holder) {
        Account account = accounts.lock(realm, holder.subject()).orElseThrow();
        if (account.emailVerified()) {
            return;
        }
        Map<AccountField, @Nullable String> none = new EnumMap<>(AccountField.class);
        none.put(AccountField.EMAIL, null);
        List<Change> changes = accounts.edit(realm, account, new AccountEdit(none, Map.of()));
        links.remove(realm, account.subject()); // a link that is on its way would give it back
        trail.record(trail.event(realm, Activity.USER_UPDATED)
                .actor(Party.system())
                .target(accounts.party(account))
                .reason("address-proven-by-owner")
                .changes(changes));
    }
}
