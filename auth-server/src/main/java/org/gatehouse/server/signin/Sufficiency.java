package org.gatehouse.server.signin;

import java.util.List;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.session.Assurance;
import org.gatehouse.server.session.SignedInAccount;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Whether a sign-in is enough for what is asked of it now, which may be more than when it was made: of factors, and of what
 * everybody has to do before they go on.
 */
@Component
public class Sufficiency {

    private final SecondFactors factors;
    private final ObjectProvider<RememberedFactor> remembered;
    private final List<RequiredAction> actions;
    private final Accounts accounts;

    Sufficiency(
            SecondFactors factors,
            ObjectProvider<RememberedFactor> remembered,
            List<RequiredAction> actions,
            Accounts accounts) {
        this.factors = factors;
        this.remembered = remembered;
        this.actions = List.copyOf(actions);
        this.accounts = accounts;
    }

    /**
     * @param client that is being signed in to; null for the realm's own pages
     * @param wanted what the client asked for
     */
    public boolean isEnough(Realm realm, SignedInAccount person, @Nullable String client, Assurance wanted) {
        return person.assurance().compareTo(wanted) >= 0
                && accounts.find(realm, person.account())
                        .filter(account -> hasFactors(realm, person, account, client))
                        .filter(account -> actions.stream().noneMatch(action -> action.isDue(realm, account)))
                        .isPresent();
    }

    private boolean hasFactors(Realm realm, SignedInAccount person, Account account, @Nullable String client) {
        return person.assurance() != Assurance.SINGLE_FACTOR
                || stands(realm, person, account)
                || !factors.areDemanded(realm, account, client);
    }

    /** Whoever became an administrator meanwhile is remembered no more (not even in a session that began with it). */
    boolean stands(Realm realm, SignedInAccount person, Account account) {
        return person.remembered() && remembered.stream().anyMatch(factor -> factor.mayStand(realm, account));
    }

    /** Of a sign-in under way. */
    boolean isEnough(Realm realm, Account account, SignInAttempt attempt) {
        if (attempt.hasSecondFactor()) {
            return !factors.couldShowKey(realm, account, attempt);
        }
        SignInGoal goal = attempt.goal();
        return goal.assurance() == Assurance.SINGLE_FACTOR
                && (attempt.remembered() || !factors.areDemanded(realm, account, goal.client()));
    }
}
