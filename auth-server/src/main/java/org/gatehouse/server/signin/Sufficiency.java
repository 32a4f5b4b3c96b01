package org.gatehouse.server.signin;

import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.session.Assurance;
import org.gatehouse.server.session.SignedInAccount;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Whether a sign-in is enough for what is asked of it now, which may be more than when it was made. */
@Component
public class Sufficiency {

    private final SecondFactors factors;
    private final ObjectProvider<RememberedFactor> remembered;
    private final Accounts accounts;

    Sufficiency(SecondFactors factors, ObjectProvider<RememberedFactor> remembered, Accounts accounts) {
        this.factors = factors;
        this.remembered = remembered;
        this.accounts = accounts;
    }

    /**
     * @param client that is being signed in to; null for the realm's own pages
     * @param wanted what the client asked for
     */
    public boolean isEnough(Realm realm, SignedInAccount person, @Nullable String client, Assurance wanted) {
        if (person.assurance().compareTo(wanted) < 0) {
            return false;
        }
        return person.assurance() != Assurance.SINGLE_FACTOR
                || accounts.find(realm, person.account())
                        .filter(account ->
                                stands(realm, person, account) || !factors.areDemanded(realm, account, client))
                        .isPresent();
    }

    /** Whoever became an administrator meanwhile is remembered no more (not even in a session that began with it). */
    private boolean stands(Realm realm, SignedInAccount person, Account account) {
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
