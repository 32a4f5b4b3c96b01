package org.gatehouse.server.signin;

import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.session.Assurance;
import org.gatehouse.server.session.SignedInAccount;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whether a sign-in is enough for what is asked of it now, which may be more than when it was made. */
@Component
public class Sufficiency {

    private final SecondFactors factors;
    private final Accounts accounts;

    Sufficiency(SecondFactors factors, Accounts accounts) {
        this.factors = factors;
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
        return person.hasSecondFactor()
                || accounts.find(realm, person.account())
                        .filter(account -> !factors.areDemanded(realm, account, client))
                        .isPresent();
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
