package org.gatehouse.server.federation.accounts;

import java.util.Optional;
import org.gatehouse.server.account.AccountAddition;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.federation.Connections;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.session.SignedInAccount;
import org.springframework.stereotype.Component;

/** The way to one's connected companies, where there could be any. */
@Component
class CompaniesAddition implements AccountAddition {

    private final Links links;

    CompaniesAddition(Links links) {
        this.links = links;
    }

    @Override
    public Optional<Link> link(Realm realm, Account account) {
        boolean some = !Connections.of(realm).isEmpty()
                || !links.of(realm, account.subject()).isEmpty();
        return some ? Optional.of(new Link("companies.title", "companies")) : Optional.empty();
    }

    @Override
    public Optional<Offer> offer(Realm realm, Account account, SignedInAccount person) {
        return Optional.empty();
    }
}
