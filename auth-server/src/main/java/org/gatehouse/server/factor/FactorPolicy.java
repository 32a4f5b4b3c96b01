package org.gatehouse.server.factor;

import java.util.Set;
import org.gatehouse.realm.signin.FactorCondition;
import org.gatehouse.realm.signin.SecondFactor;
import org.gatehouse.realm.signin.SecondFactorPolicy;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.EffectiveRights;
import org.gatehouse.server.rights.RolePath;
import org.gatehouse.server.signin.SecondFactors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What the realm asks of somebody's factors, seen from the account page: before anybody knows where they sign in next. */
@Component
class FactorPolicy {

    /** Neither proves that a person has something: one stands in for that, the other is a mailbox. */
    private static final Set<SecondFactor> STAND_INS = Set.of(SecondFactor.RECOVERY_CODE, SecondFactor.EMAIL_CODE);

    private final EffectiveRights rights;
    private final ObjectProvider<SecondFactors> factors; // later: it asks for every method, and these come back here

    FactorPolicy(EffectiveRights rights, ObjectProvider<SecondFactors> factors) {
        this.rights = rights;
        this.factors = factors;
    }

    boolean allows(Realm realm, SecondFactor factor) {
        return policy(realm).methods().contains(factor);
    }

    /** Whether the person may be asked for a second factor, at some client or from some network. */
    boolean mayDemand(Realm realm, Account account) {
        return switch (policy(realm).demand()) {
            case ALWAYS -> true;
            case NEVER -> false;
            case WHEN -> policy(realm).conditions().stream().anyMatch(condition -> mayHold(realm, account, condition));
        };
    }

    /** Whether the person has a factor of another kind that is more than a stand-in. */
    boolean hasOtherThan(Realm realm, Account account, SecondFactor kind) {
        return factors.getObject().ready(realm, account).stream()
                .anyMatch(method -> method.kind() != kind && !STAND_INS.contains(method.kind()));
    }

    private boolean mayHold(Realm realm, Account account, FactorCondition condition) {
        return condition.kind() != FactorCondition.Kind.ROLE
                || rights.of(realm, account.subject()).stream()
                        .map(RolePath::role)
                        .anyMatch(condition.name()::equals);
    }

    private static SecondFactorPolicy policy(Realm realm) {
        return realm.definition().signIn().secondFactor();
    }
}
