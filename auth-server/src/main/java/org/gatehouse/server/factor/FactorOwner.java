package org.gatehouse.server.factor;

import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.session.SignedIn;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** The person whose account pages these are. */
@Component
class FactorOwner {

    private final Accounts accounts;

    FactorOwner(Accounts accounts) {
        this.accounts = accounts;
    }

    /** @throws ResponseStatusException 403 when nobody is signed in */
    Account account(Realm realm) {
        return SignedIn.current()
                .flatMap(person -> accounts.find(realm, person.account()))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
    }
}
