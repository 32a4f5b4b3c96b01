package org.gatehouse.server.signin;

import java.util.List;
import java.util.Optional;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.session.Assurance;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.tokens.StillDemanded;
import org.springframework.stereotype.Component;

/**
 * Asks of refreshes what the realm demands by now. A factor that somebody set up of their own accord is asked for when they
 * sign in; it takes nothing from the apps they are signed in to.
 */
@Component
class DemandedMeanwhile implements StillDemanded {

    private final Accounts accounts;
    private final Sufficiency sufficiency;
    private final SecondFactors factors;
    private final List<RequiredAction> actions;

    DemandedMeanwhile(Accounts accounts, Sufficiency sufficiency, SecondFactors factors, List<RequiredAction> actions) {
        this.accounts = accounts;
        this.sufficiency = sufficiency;
        this.factors = factors;
        this.actions = List.copyOf(actions);
    }

    @Override
    public Optional<String> of(Realm realm, SignedInAccount person, String client, boolean ownDevice) {
        Account account = accounts.find(realm, person.account()).orElse(null);
        if (account == null) {
            return Optional.of("The person is not known any more.");
        }
        if (lacksFactor(realm, person, account, client, ownDevice)) {
            return Optional.of("The realm demands a second factor of the person by now.");
        }
        return actions.stream().anyMatch(action -> action.isDue(realm, account))
                ? Optional.of("The realm demands by now that the person does something first.")
                : Optional.empty();
    }

    private boolean lacksFactor(
            Realm realm, SignedInAccount person, Account account, String client, boolean ownDevice) {
        return person.assurance() == Assurance.SINGLE_FACTOR
                && !sufficiency.stands(realm, person, account)
                && factors.areDemandedByRealm(realm, account.subject(), client, ownDevice);
    }
}
