package org.gatehouse.server.federation.accounts;

import org.gatehouse.audit.event.Party;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.federation.UpstreamIdentity;
import org.gatehouse.server.realm.Realm;
import org.springframework.stereotype.Component;

/** A way in more to an account that was there before: never without its entry, nor without its owner hearing of it. */
@Component
class NewLink {

    private final IdentityRows rows;
    private final Accounts accounts;
    private final IdentityEntries entries;
    private final LinkNotices notices;

    NewLink(IdentityRows rows, Accounts accounts, IdentityEntries entries, LinkNotices notices) {
        this.rows = rows;
        this.accounts = accounts;
        this.entries = entries;
        this.notices = notices;
    }

    /**
     * Links; part of the caller's transaction, which has locked the account and found that it may be.
     *
     * @throws org.springframework.dao.DuplicateKeyException when somebody was faster, with the identity or the account
     */
    void make(Realm realm, UpstreamIdentity identity, Account account) {
        rows.insert(realm, identity, account.subject());
        Party person = accounts.party(account);
        entries.linked(realm, person, person, identity);
        notices.connected(realm, account.subject(), identity.connection());
    }
}
