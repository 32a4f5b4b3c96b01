package org.gatehouse.server.signin;

import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.gatehouse.realm.network.NetworkName;
import org.gatehouse.realm.signin.FactorCondition;
import org.gatehouse.realm.signin.FactorDemand;
import org.gatehouse.realm.signin.SecondFactor;
import org.gatehouse.realm.signin.SecondFactorPolicy;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.network.NetworkRules;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.rights.EffectiveRights;
import org.gatehouse.server.session.Assurance;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** When a second factor is asked for, and which a person can give. */
@Component
public class SecondFactors {

    private final List<SecondFactorMethod> methods;
    private final NetworkRules networks;
    private final EffectiveRights rights;

    SecondFactors(List<SecondFactorMethod> methods, NetworkRules networks, EffectiveRights rights) {
        this.methods = methods;
        this.networks = networks;
        this.rights = rights;
    }

    /**
     * Whether the person has to give a second factor here and now: because the realm demands it, or because they set up an
     * authenticator app of their own accord.
     *
     * @param client that is being signed in to; null for the realm's own pages
     */
    boolean areDemanded(Realm realm, Account account, @Nullable String client) {
        return areDemandedByRealm(realm, account.subject(), client, true) || hasApp(realm, account);
    }

    /** Only that one is looked for: what else they could give is a statement each. */
    private boolean hasApp(Realm realm, Account account) {
        return takes(realm, SecondFactor.TOTP)
                && methods.stream()
                        .filter(method -> method.kind() == SecondFactor.TOTP)
                        .anyMatch(method -> method.isReady(realm, account));
    }

    /**
     * Whether the realm's policy asks this person for one.
     *
     * @param here whether the request comes from where the person is
     */
    boolean areDemandedByRealm(Realm realm, UUID account, @Nullable String client, boolean here) {
        SecondFactorPolicy policy = policy(realm);
        return policy.demand() == FactorDemand.ALWAYS
                || (policy.demand() == FactorDemand.WHEN
                        && policy.conditions().stream()
                                .filter(condition -> here || condition.kind() != FactorCondition.Kind.NETWORK)
                                .anyMatch(condition -> holds(realm, account, client, condition)));
    }

    /** Whether the realm takes a factor of this kind. */
    boolean takes(Realm realm, SecondFactor kind) {
        return policy(realm).methods().contains(kind);
    }

    /** What the person could give, in the order the realm offers it. */
    public List<SecondFactorMethod> ready(Realm realm, Account account) {
        List<SecondFactor> allowed = policy(realm).methods();
        return methods.stream()
                .filter(method -> allowed.contains(method.kind()))
                .sorted(Comparator.comparingInt(method -> allowed.indexOf(method.kind())))
                .filter(method -> method.isReady(realm, account))
                .toList();
    }

    /**
     * What the person could give that the realm takes no more: it tells that it is them, so that they may set up what the
     * realm does take. A recovery code does so in place of a factor that is lost; a mailbox does not.
     */
    List<SecondFactorMethod> former(Realm realm, Account account) {
        List<SecondFactor> allowed = policy(realm).methods();
        List<SecondFactorMethod> former = methods.stream()
                .filter(method -> !allowed.contains(method.kind()) && method.kind() != SecondFactor.EMAIL_CODE)
                .filter(method -> method.isReady(realm, account))
                .toList();
        return former.stream().allMatch(method -> method.kind() == SecondFactor.RECOVERY_CODE) ? List.of() : former;
    }

    /** What the person could give towards what they sign in for. */
    List<SecondFactorMethod> ready(Realm realm, Account account, SignInAttempt attempt) {
        List<SecondFactorMethod> ready = ready(realm, account);
        return wantsKey(attempt) && ready.stream().anyMatch(SecondFactors::isKey)
                ? ready.stream().filter(SecondFactors::isKey).toList()
                : ready;
    }

    /** Whether a key was asked for that the person has and did not show: who has none is let in with less. */
    boolean couldShowKey(Realm realm, Account account, SignInAttempt attempt) {
        return wantsKey(attempt) && ready(realm, account).stream().anyMatch(SecondFactors::isKey);
    }

    private static boolean wantsKey(SignInAttempt attempt) {
        return attempt.goal().assurance() == Assurance.PHISHING_RESISTANT
                && !attempt.methods().contains(Assurance.KEY);
    }

    private static boolean isKey(SecondFactorMethod method) {
        return method.kind() == SecondFactor.PASSKEY;
    }

    private boolean holds(Realm realm, UUID account, @Nullable String client, FactorCondition condition) {
        return switch (condition.kind()) {
            case CLIENT -> condition.name().equals(client);
            case NETWORK -> isFrom(realm, condition.name());
            case ROLE ->
                rights.of(realm, account).stream().anyMatch(path -> path.role().equals(condition.name()));
        };
    }

    private boolean isFrom(Realm realm, String network) {
        boolean inside = networks.isInside(realm, CurrentRequest.get().address());
        return inside == network.equals(NetworkName.INSIDE.code());
    }

    private static SecondFactorPolicy policy(Realm realm) {
        return realm.definition().signIn().secondFactor();
    }
}
