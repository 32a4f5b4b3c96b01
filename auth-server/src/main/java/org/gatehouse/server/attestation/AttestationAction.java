package org.gatehouse.server.attestation;

import org.gatehouse.server.directory.Account;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.signin.RequiredAction;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Nobody gets in who has something to accept and has not. */
@Component
@Order(20)
class AttestationAction implements RequiredAction {

    static final String PAGE = "attestation";

    private final Attestations attestations;

    AttestationAction(Attestations attestations) {
        this.attestations = attestations;
    }

    @Override
    public boolean isDue(Realm realm, Account account) {
        return !attestations.due(realm, account.subject()).isEmpty();
    }

    @Override
    public String page() {
        return PAGE;
    }
}
